/** The verifier's page (/check, and /P/… without a network): reads a code from the camera, a photo or a paste, and judges it on this phone. */
import { checkPass, decodePass, passFromText, PassRefused, type PassAnswer } from '#engines/passes/index.ts'
import { readShortCode } from '#modules/credentials/domain/shortCode.ts'
import { verifyHere } from './ed25519.ts'
import { ownReader, servedReader, type ReadCode } from './readCode.ts'
import { hideAnswer, show, showKept } from './show.ts'
import { readTrust, renew, type Trust } from './trust.ts'

const UNREADABLE: PassAnswer = { answer: 'couldNotCheck', why: 'unreadable', listAge: null }
/** Between two looks at the camera's picture, milliseconds. */
const LOOK_MS = 200
/** The old address of a volunteer card: only the house itself can say what became of it. */
const CARD_TOKEN = /\/check\/[\w-]{43}$/

const byId = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E
let trust: Trust = { keys: [], lists: new Map(), bytes: 0 }

async function judge(text: string): Promise<PassAnswer> {
  try {
    const bytes = passFromText(text)
    const { kind } = decodePass(bytes).pass
    return await checkPass(bytes, {
      keys: trust.keys,
      list: trust.lists.get(kind),
      now: Date.now(),
      verify: verifyHere,
    })
  } catch (thrown) {
    if (thrown instanceof PassRefused) return UNREADABLE
    throw thrown
  }
}

async function check(text: string): Promise<void> {
  const said = text.trim()
  if (CARD_TOKEN.test(said) && navigator.onLine && URL.canParse(said)) {
    // An older card: the house answers, on its own page.
    location.assign(new URL(said).pathname)
    return
  }
  if (readShortCode(said)) return checkTyped(said)
  show(await judge(said), said)
}

/** A typed code holds no signature: the house alone can say what it leads to, and without a network nobody can. */
async function checkTyped(code: string): Promise<void> {
  const reached = await fetch('/healthz', { cache: 'no-store', credentials: 'omit' }).catch(() => undefined)
  if (reached) location.assign(`/check/code?code=${encodeURIComponent(code.trim())}`)
  else show({ answer: 'couldNotCheck', why: 'needsNetwork', listAge: null })
}

async function showTrust(): Promise<void> {
  trust = await readTrust()
  const made = [...trust.lists.values()].map(({ madeAt }) => madeAt)
  const count = [...trust.lists.values()].reduce((sum, { size }) => sum + size, 0)
  showKept(made.length > 0 ? Math.max(0, Date.now() - Math.min(...made)) : null, count, trust.bytes)
}

let reader: Promise<ReadCode> | undefined
const readerOf = (): Promise<ReadCode> =>
  (reader ??= ownReader()
    .then((own) => own ?? servedReader())
    .catch((fault: unknown) => {
      reader = undefined
      throw fault
    }))

async function fromPhoto(input: HTMLInputElement): Promise<void> {
  const [file] = input.files ?? []
  if (!file) return
  const trouble = byId('no-code')
  trouble.hidden = true
  hideAnswer()
  try {
    const picture = await createImageBitmap(file)
    const text = await (await readerOf())(picture)
    if (text) return await check(text)
    trouble.hidden = false
  } catch {
    trouble.hidden = false
  }
}

let stop: (() => void) | undefined

async function fromCamera(button: HTMLButtonElement): Promise<void> {
  if (stop) return stop()
  const video = document.querySelector<HTMLVideoElement>('#scan video')!
  const trouble = byId('camera-trouble')
  trouble.hidden = true
  hideAnswer()
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
    let isOver = false
    stop = () => {
      isOver = true
      stop = undefined
      for (const track of stream.getTracks()) track.stop()
      video.hidden = true
      button.setAttribute('aria-pressed', 'false')
    }
    video.srcObject = stream
    video.hidden = false
    button.setAttribute('aria-pressed', 'true')
    await video.play()
    const read = await readerOf()
    while (!isOver) {
      const text = await read(video).catch(() => undefined)
      if (text && !isOver) {
        stop?.()
        return await check(text)
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  } catch {
    stop?.()
    trouble.hidden = false
  }
}

async function begin(): Promise<void> {
  for (const part of document.querySelectorAll<HTMLElement>('.script')) part.hidden = false
  byId<HTMLFormElement>('short').addEventListener('submit', (event) => {
    event.preventDefault()
    void checkTyped(byId<HTMLInputElement>('short-code').value)
  })
  byId<HTMLFormElement>('paste').addEventListener('submit', (event) => {
    event.preventDefault()
    void check(byId<HTMLTextAreaElement>('pasted').value)
  })
  byId<HTMLInputElement>('photo').addEventListener(
    'change',
    (event) => void fromPhoto(event.target as HTMLInputElement),
  )
  const camera = byId<HTMLButtonElement>('camera')
  camera.addEventListener('click', () => void fromCamera(camera))
  byId('reader-size').hidden = (await ownReader()) !== undefined
  await showTrust()
  // A pass's own address, opened without a network, comes to this page.
  if (location.pathname.startsWith('/P/')) await check(location.pathname)
  if (navigator.onLine) {
    await renew()
    await showTrust()
  }
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register('/worker.js').catch(() => undefined)
  const { active } = await navigator.serviceWorker.ready
  active?.postMessage({ what: 'verifier' })
}

globalThis.addEventListener('online', () => void renew().then(showTrust))
void begin()
