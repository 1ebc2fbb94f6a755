import type { PassAnswer } from '#engines/passes/index.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const element = (selector: string): HTMLElement => document.querySelector<HTMLElement>(selector)!
const language = (): string => (document.documentElement.lang === 'en' ? 'en-IN' : 'hi-IN')

/** How old a list is, in the page's own words. @param age milliseconds; null: there is none */
export function ageWords(age: number | null): string {
  const words = element('#age-words').dataset
  if (age === null) return words.none ?? ''
  const counted = (text: string | undefined, unit: number) =>
    (text ?? '').replace('{count}', String(Math.floor(age / unit)))
  if (age < MINUTE) return words.now ?? ''
  if (age < HOUR) return counted(words.minutes, MINUTE)
  return age < 2 * DAY ? counted(words.hours, HOUR) : counted(words.days, DAY)
}

const dayWords = (day: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeZone: 'UTC', numberingSystem: 'latn' }).format(
    new Date(`${day}T00:00:00Z`),
  )

/** A typed code, and no network to ask the house by. */
interface NeedsNetwork {
  readonly answer: 'couldNotCheck'
  readonly why: 'needsNetwork'
  readonly pass?: undefined
  readonly listAge: null
}

/**
 * Shows one answer: the verdict, and what the pass says where its signature is right. Of what does not hold it shows no name.
 * @param said what was read, as one asks the house about it
 */
export function show(answer: PassAnswer | NeedsNetwork, said = ''): void {
  const section = element('#answer')
  const each = (selector: string, isShown: (data: DOMStringMap) => boolean) => {
    for (const part of section.querySelectorAll<HTMLElement>(selector)) part.hidden = !isShown(part.dataset)
  }
  const pass = answer.answer === 'revoked' ? undefined : answer.pass
  // A genuine pass that could not be checked shows what it says, under that heading; an expired one only when it ended.
  const facts: Readonly<Record<string, string | undefined>> = pass
    ? {
        ...(answer.answer !== 'expired' && {
          name: pass.name,
          title: pass.kind === 'card' ? '' : undefined,
          organisation: '',
          constituency: pass.kind === 'card' && pass.words !== '' ? pass.words : undefined,
          award: pass.kind === 'badge' ? pass.words : undefined,
          event: pass.kind === 'event' && pass.words !== '' ? pass.words : undefined,
        }),
        until: pass.until === null ? undefined : dayWords(pass.until),
      }
    : {}
  const why = answer.answer === 'couldNotCheck' ? whyOf(answer) : undefined
  const verdict = answer.answer === 'couldNotCheck' && answer.why === 'forged' ? 'forged' : answer.answer
  each('[data-answer]', (data) => data.answer === verdict)
  each('[data-why]', (data) => data.why === why)
  each('[data-ask]', () => why === 'atGate')
  section.querySelector<HTMLAnchorElement>('[data-ask] a')!.pathname =
    `/P/${encodeURIComponent(lettersOf(said))}`
  each('[data-text]', (data) => data.text === answer.answer)
  each('[data-fact]', (data) => facts[data.fact!] !== undefined)
  for (const [fact, words] of Object.entries(facts))
    if (words) section.querySelector(`[data-fact="${fact}"] dd`)!.textContent = words
  const age = section.querySelector<HTMLElement>('[data-age]')!
  // What is no code of ours was held against no list, entry passes have none here, and a short code is answered by the house.
  age.hidden = why === 'unreadable' || why === 'needsNetwork' || why === 'atGate'
  age.textContent = ageWords(answer.listAge)
  section.hidden = false
  section.focus()
  section.scrollIntoView({ block: 'nearest' })
}

/** The lists of events lie at their gates: on this page an entry pass never has one, and that is no fault of the phone. */
const whyOf = ({ why, pass }: (PassAnswer & { readonly answer: 'couldNotCheck' }) | NeedsNetwork): string =>
  why === 'noList' && pass?.kind === 'event' ? 'atGate' : why

/** Of an address or of letters with white space between them: the pass itself. */
const lettersOf = (said: string): string => said.slice(said.lastIndexOf('/') + 1).replaceAll(/\s/g, '')

/** Takes the last answer away: it must not stand beside the next person's code while that is read, or cannot be. */
export const hideAnswer = (): void => void (element('#answer').hidden = true)

/** Says what is kept for times without a network. */
export function showKept(age: number | null, count: number, bytes: number): void {
  const ready = element('[data-kept=ready]')
  ready.hidden = age === null
  element('[data-kept=none]').hidden = age !== null
  const size = new Intl.NumberFormat(language(), { maximumFractionDigits: 1, numberingSystem: 'latn' })
  ready.textContent = (ready.dataset.words ?? '')
    .replace('{time}', ageWords(age))
    .replace('{count}', String(count))
    .replace('{size}', size.format(bytes / 1000))
}
