import {
  LANGUAGES,
  LONGEST_MS,
  sameValue,
  tidyText,
  type Edit,
  type Language,
  type Scene,
  type Value,
} from '#engines/scenes/index.ts'

/**
 * The times of one scene as fields of a form, in seconds: how long it is shown, when each text appears, which part of a clip, which subtitle when. The same reading
 * in the editor, field by field, and in a plain form.
 */
type Fields = Readonly<Record<string, string>>

/** What the fields change, and what is wrong with which of them (ids of words). A part or a list of subtitles with a fault changes nothing. */
export interface TimesRead {
  readonly edits: readonly Edit[]
  readonly faults: Readonly<Record<string, string>>
}

/** Seconds as people write them, `2.5`, `2,5` or `२.५`, as milliseconds; undefined: not a number of at most three places. */
export function readSeconds(typed: string): number | undefined {
  const plain = typed
    .trim()
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x966))
    .replace(',', '.')
  return /^\d{1,3}(\.\d{1,3})?$/.test(plain) ? Math.round(Number(plain) * 1000) : undefined
}

/** @example inSeconds(2500) // '2.5' */
export const inSeconds = (ms: number | null): string => (ms === null ? '' : String(ms / 1000))

/** Names of the form's fields; `was.` before a place's name: what the page showed, as JSON. */
export const SHOW = 'time.show'
export const PART = 'time.part'
export const blockField = (block: string): string => `time.block.${block}`
export const cueField = (language: Language, at: number, field: 'from' | 'until' | 'words'): string =>
  `time.cues.${language}.${at}.${field}`
export const cuesPlace = (language: Language): string => `time.cues.${language}`

type Read<Of> = { readonly now: Of } | { readonly faults: Fields }
const SCENE_LEAST_MS = 1000

function moment(fields: Fields, name: string, leastMs = 0): Read<number> {
  const ms = readSeconds(fields[name] ?? '')
  if (ms === undefined) return { faults: { [name]: 'studio_t_seconds' } }
  if (ms >= leastMs && ms <= LONGEST_MS) return { now: ms }
  return { faults: { [name]: name === SHOW ? 'scenes_time_wrong' : 'studio_t_bounds' } }
}

/** A stretch of time in two fields. @param mostMs its medium's length, where it is known; `beyond`: what to say of an end after that */
function stretch(
  fields: Fields,
  name: string,
  most: { readonly ms: number | undefined; readonly beyond: string },
): Read<{ readonly fromMs: number; readonly untilMs: number }> {
  const from = moment(fields, `${name}.from`)
  const until = moment(fields, `${name}.until`)
  if ('faults' in from || 'faults' in until)
    return {
      faults: { ...('faults' in from ? from.faults : {}), ...('faults' in until ? until.faults : {}) },
    }
  if (from.now >= until.now) return { faults: { [`${name}.until`]: 'studio_t_order' } }
  if (most.ms !== undefined && until.now > most.ms) return { faults: { [`${name}.until`]: most.beyond } }
  return { now: { fromMs: from.now, untilMs: until.now } }
}

interface Cue {
  readonly fromMs: number
  readonly untilMs: number
  readonly words: string
}

/** Subtitles set by hand, a row each; a row in which nothing stands is none. */
function cues(fields: Fields, language: Language): Read<readonly Cue[]> {
  const voiceMs = lengthOf(fields, `bound.voice.${language}`)
  const read: (Cue & { readonly at: number })[] = []
  const faults: Record<string, string> = {}
  for (let at = 0; fields[cueField(language, at, 'words')] !== undefined; at++) {
    const name = `${cuesPlace(language)}.${at}`
    const words = tidyText(fields[`${name}.words`] ?? '').trim()
    const isTimed = [fields[`${name}.from`], fields[`${name}.until`]].some((one) => (one ?? '').trim() !== '')
    if (words === '' && !isTimed) continue
    const when = stretch(fields, name, { ms: voiceMs, beyond: 'studio_t_beyond_voice' })
    if ('faults' in when) Object.assign(faults, when.faults)
    else if (words === '') faults[`${name}.words`] = 'studio_t_cue_words'
    else read.push({ ...when.now, words, at })
  }
  const inTime = read.toSorted((one, other) => one.fromMs - other.fromMs)
  for (const [index, cue] of inTime.entries())
    if (cue.fromMs < (inTime[index - 1]?.untilMs ?? 0))
      faults[cueField(language, cue.at, 'from')] = 'studio_t_overlap'
  return Object.keys(faults).length > 0
    ? { faults }
    : { now: inTime.map(({ fromMs, untilMs, words }) => ({ fromMs, untilMs, words })) }
}

const lengthOf = (fields: Fields, name: string): number | undefined =>
  /^\d{1,7}$/.test(fields[name] ?? '') ? Number(fields[name]) : undefined

/** What each place of a form says that is there; all others stay as they are. */
function places(
  fields: Fields,
): readonly (readonly [place: string, at: readonly string[], read: Read<Value>])[] {
  const blocks = Object.keys(fields).filter((name) => /^time\.block\.[a-z0-9-]+$/.test(name))
  return [
    ...(SHOW in fields ? [[SHOW, ['showMs'], moment(fields, SHOW, SCENE_LEAST_MS)] as const] : []),
    ...blocks.map((name) => {
      const read: Read<Value> = fields[name]!.trim() === '' ? { now: null } : moment(fields, name)
      return [name, ['blocks', name.split('.')[2]!, 'cueMs'], read] as const
    }),
    ...(`${PART}.from` in fields
      ? ([
          [
            PART,
            ['media', 'part'],
            stretch(fields, PART, { ms: lengthOf(fields, 'bound.clip'), beyond: 'studio_t_beyond_clip' }),
          ],
        ] as const)
      : []),
    ...LANGUAGES.filter((language) => cueField(language, 0, 'words') in fields).map((language) => {
      const read = cues(fields, language)
      return [
        cuesPlace(language),
        ['narration', language, 'cues'],
        'now' in read ? { now: read.now.map((cue) => ({ ...cue })) } : read,
      ] as const
    }),
  ]
}

function parsed(json: string | undefined): Value | undefined {
  try {
    return json === undefined ? undefined : (JSON.parse(json) as Value)
  } catch {
    return undefined
  }
}

/** Reads a form's times of one scene. Only what is another than the page showed is an edit. */
export function editsOfTimes(scene: string, fields: Fields): TimesRead {
  const edits: Edit[] = []
  const faults: Record<string, string> = {}
  for (const [place, at, read] of places(fields)) {
    const was = parsed(fields[`was.${place}`])
    if ('faults' in read) Object.assign(faults, read.faults)
    else if (!sameValue(was, read.now))
      edits.push({ at: ['scenes', scene, ...at], ...(was === undefined ? {} : { was }), now: read.now })
  }
  return { edits, faults }
}

/** What a scene's form shows of a place, as `was.` carries it. */
export const shownValue = (value: Value): string => JSON.stringify(value)

/** A scene's rows of subtitles in a language, and one empty row to write the next in. */
export const cueRows = ({ narration }: Scene, language: Language): readonly (Cue | null)[] => [
  ...narration[language].cues.toSorted((one, other) => one.fromMs - other.fromMs),
  null,
]

/** A time in words for whoever is asked which of two shall stand. */
export function timeInWords(value: Value | undefined): string {
  if (typeof value === 'number') return inSeconds(value)
  if (Array.isArray(value)) return value.map((one: Value) => timeInWords(one)).join('\n')
  if (value === null || typeof value !== 'object') return String(value ?? '')
  const { fromMs, untilMs, words } = value as { readonly [name: string]: Value }
  return typeof fromMs === 'number' && typeof untilMs === 'number'
    ? `${inSeconds(fromMs)}–${inSeconds(untilMs)}${typeof words === 'string' ? ` ${words}` : ''}`
    : ''
}
