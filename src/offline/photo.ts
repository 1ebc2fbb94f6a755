/** Longest side, pixels: enough to recognise a booth, small enough for a slow network. */
const LONGEST = 1600
const QUALITY = 0.8
/** Bytes below which a photo is left as it is. */
const SMALL = 300_000

/**
 * Makes a chosen photo smaller before it goes anywhere, so that it is the same bytes whether its form is sent now or later. What cannot be read
 * here goes as it is: the house draws every photo anew anyway.
 */
export async function makeSmaller(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0]
  if (!file || file.size < SMALL) return
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/jpeg', QUALITY))
    if (!blob || blob.size >= file.size || input.files?.[0] !== file) return
    const chosen = new DataTransfer()
    chosen.items.add(new File([blob], 'photo.jpg', { type: 'image/jpeg' }))
    input.files = chosen.files
  } catch {
    // As it is.
  }
}

/** How the pictures begin that the house takes: JPEG, PNG, WebP (src/platform/files/fileKind.ts), a character for each byte. */
const BEGINS = /^(\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF[^]{4}WEBP)/
const HEAD_BYTES = 12

/** Whether a chosen file begins like a picture, whatever its name says. What cannot be read here is left to the house. */
export async function isPicture(file: Blob): Promise<boolean> {
  try {
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
    return BEGINS.test(String.fromCharCode(...head))
  } catch {
    return true
  }
}
