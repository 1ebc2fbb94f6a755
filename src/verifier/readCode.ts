/** What reads a QR code from a picture; both readers give the same. */
export type ReadCode = (picture: ImageBitmapSource & CanvasImageSource) => Promise<string | undefined>

interface Detector {
  detect(picture: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>
}
declare const BarcodeDetector:
  | {
      new (asked: { formats: readonly string[] }): Detector
      getSupportedFormats(): Promise<readonly string[]>
    }
  | undefined

/** The phone's own reader; undefined where its browser has none (Firefox, Safari, Chrome on desktops). */
export async function ownReader(): Promise<ReadCode | undefined> {
  if (typeof BarcodeDetector === 'undefined') return undefined
  const formats = await BarcodeDetector.getSupportedFormats().catch((): readonly string[] => [])
  if (!formats.includes('qr_code')) return undefined
  const detector = new BarcodeDetector({ formats: ['qr_code'] })
  return async (picture) => (await detector.detect(picture))[0]?.rawValue
}

/** The reader that we serve: WebAssembly, about a megabyte, fetched when it is first needed. */
export async function servedReader(): Promise<ReadCode> {
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader')
  await prepareZXingModule({
    overrides: { locateFile: () => '/verifier.wasm' },
    fireImmediately: true,
  })
  return async (picture) => {
    const found = await readBarcodes(pixelsOf(picture), { formats: ['QRCode'], maxNumberOfSymbols: 1 })
    return found.find(({ isValid }) => isValid)?.text
  }
}

/** Larger pictures are made smaller: a code that fills a hand's breadth is read from far fewer pixels. */
const MOST_PIXELS = 1600

function pixelsOf(picture: CanvasImageSource): ImageData {
  const { width, height } = sizeOf(picture)
  const scale = Math.min(1, MOST_PIXELS / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const pen = canvas.getContext('2d', { willReadFrequently: true })!
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return pen.getImageData(0, 0, canvas.width, canvas.height)
}

const sizeOf = (picture: CanvasImageSource): { width: number; height: number } =>
  picture instanceof HTMLVideoElement
    ? { width: picture.videoWidth, height: picture.videoHeight }
    : { width: Number((picture as ImageBitmap).width), height: Number((picture as ImageBitmap).height) }
