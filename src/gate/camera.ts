import { ownReader, servedReader, type ReadCode } from '../verifier/readCode.ts'

/** Between two looks at the camera's picture, milliseconds. */
const LOOK_MS = 120
/** A code that stays before the camera is one, milliseconds. */
const SAME_MS = 4000

let reader: Promise<ReadCode> | undefined
const readerOf = (): Promise<ReadCode> =>
  (reader ??= ownReader()
    .then((own) => own ?? servedReader())
    .catch((fault: unknown) => {
      reader = undefined
      throw fault
    }))

/** Gets the reader of codes ready, so that it is here when there is no network. */
export const prepareReader = async (): Promise<void> => void (await readerOf())

export async function readPhoto(file: File): Promise<string | undefined> {
  return (await readerOf())(await createImageBitmap(file))
}

let stop: (() => void) | undefined
export const isLooking = (): boolean => stop !== undefined
export const stopLooking = (): void => stop?.()

/** A camera that another app is letting go of, or that starts slowly, is refused at first: it is asked once more after this many milliseconds. */
const ANOTHER_TRY_MS = 1000
const PASSING = new Set(['AbortError', 'NotReadableError'])

/** The camera behind the phone. @throws when there is no camera, or none is allowed, or it is held by another app */
export async function openCamera(devices: Pick<MediaDevices, 'getUserMedia'>): Promise<MediaStream> {
  const asked = { video: { facingMode: 'environment' } }
  return devices.getUserMedia(asked).catch(async (fault: unknown) => {
    if (!(fault instanceof DOMException) || !PASSING.has(fault.name)) throw fault
    await new Promise((resolve) => setTimeout(resolve, ANOTHER_TRY_MS))
    return devices.getUserMedia(asked)
  })
}

/** Looks through the camera until stopped, and hands on each code once. @throws when there is no camera, or none is allowed */
export async function look(video: HTMLVideoElement, heard: (text: string) => Promise<void>): Promise<void> {
  const stream = await openCamera(navigator.mediaDevices)
  let isOver = false
  stop = () => {
    isOver = true
    stop = undefined
    for (const track of stream.getTracks()) track.stop()
    video.hidden = true
  }
  video.srcObject = stream
  video.hidden = false
  await video.play()
  const read = await readerOf()
  let last = { text: '', at: 0 }
  while (!isOver) {
    const text = await read(video).catch(() => undefined)
    const now = performance.now()
    if (text && !isOver && (text !== last.text || now - last.at > SAME_MS)) await heard(text)
    if (text) last = { text, at: performance.now() }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}
