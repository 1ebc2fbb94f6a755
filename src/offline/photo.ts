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
