import type { Verdict } from '#modules/events/domain/gate/scan.ts'
import type { Answered } from './gate.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const element = <E extends HTMLElement = HTMLElement>(selector: string): E =>
  document.querySelector<E>(selector)!
const isHindi = (): boolean => document.documentElement.lang !== 'en'
const numbers = new Intl.NumberFormat(isHindi() ? 'hi-IN' : 'en-IN', { numberingSystem: 'latn' })
export const number = (value: number): string => numbers.format(value)
export const inLanguage = ({ hi, en }: { readonly hi: string; readonly en: string }): string =>
  isHindi() ? hi : en
const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Asia/Kolkata',
})
export const clockTime = (moment: number): string => clock.format(new Date(moment))

/** Fills the page's own words: `{name}` stands for what is given. */
export const fill = (words: string, given: Readonly<Record<string, string>>): string =>
  words.replaceAll(/\{(\w+)\}/g, (whole, name: string) => given[name] ?? whole)

/** @param bytes as they lie on the phone */
export const sizeWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** How old something is, in the page's words. @param age milliseconds */
export function ageWords(age: number): string {
  const words = element('#gate-ages').dataset
  if (age < MINUTE) return words.now ?? ''
  if (age < HOUR) return fill(words.minutes ?? '', { count: number(Math.floor(age / MINUTE)) })
  return fill(words.hours ?? '', { count: number(Math.floor(age / HOUR)) })
}

/** Low and long for no, twice for a question, once and high for come in: heard without looking. Hertz and seconds. */
const SOUNDS: Readonly<Record<Verdict, readonly (readonly [hertz: number, seconds: number])[]>> = {
  in: [[880, 0.12]],
  ask: [
    [587, 0.14],
    [587, 0.14],
  ],
  no: [[196, 0.6]],
}
const SHAKES: Readonly<Record<Verdict, readonly number[]>> = { in: [80], ask: [80, 80, 80], no: [400] }

let sound: AudioContext | undefined
/** Browsers allow sound after a tap; each tap makes it ready. */
export function readySound(): void {
  try {
    sound ??= new AudioContext()
    void sound.resume()
  } catch {
    // A phone without sound still shows and shakes.
  }
}
function sayAloud(verdict: Verdict): void {
  navigator.vibrate?.([...SHAKES[verdict]])
  if (sound?.state !== 'running') return
  let at = sound.currentTime
  for (const [hertz, seconds] of SOUNDS[verdict]) {
    const tone = sound.createOscillator()
    const gain = sound.createGain()
    gain.gain.value = 0.3
    tone.frequency.value = hertz
    tone.connect(gain).connect(sound.destination)
    tone.start(at)
    tone.stop(at + seconds)
    at += seconds + 0.08
  }
}

/** One answer: colour, shape, words in both languages, sound and vibration. */
export function showAnswer({ decision, scan, isUnsafe }: Answered, way: 'entry' | 'exit'): void {
  const section = element('#answer')
  const { verdict, reason, listed, name } = decision
  const key = reason === 'ok' && way === 'exit' ? 'ok_exit' : reason
  const words = element(`[data-reason="${key}"]`).dataset
  section.dataset.verdict = verdict
  const put = (field: string, text: string | undefined) => {
    const place = section.querySelector<HTMLElement>(`[data-field=${field}]`)!
    place.textContent = text ?? ''
    place.hidden = !text
  }
  put('headline', words.head)
  put('other', words.other)
  // Of who is turned away for a forged or foreign pass no name is known.
  put('name', listed?.name || name)
  put('latin', listed?.nameLatin)
  put('place', listed?.place)
  put('text', words.text)
  element('#unsaved').hidden = !isUnsafe
  const undo = element<HTMLButtonElement>('#undo')
  undo.hidden = scan?.way !== 'entry'
  undo.dataset.scan = scan?.id ?? ''
  section.hidden = false
  // While the camera looks, its picture stays in sight above the answer: the next code is held before it.
  const looking = element('#gate video')
  ;(looking.hidden ? section : looking).scrollIntoView({ block: 'start' })
  sayAloud(verdict)
}
