import type { FilmPlan } from './plan.ts'
import type { Cue } from './cues.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** @example clock(61_040, 3) // '00:01:01.040' */
function clock(ms: number, decimals: 2 | 3): string {
  const all = decimals === 3 ? ms : Math.round(ms / 10)
  const unit = decimals === 3 ? 1000 : 100
  const seconds = Math.floor(all / unit)
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(all % unit).padStart(decimals, '0')}`
}

const cuesIn = ({ scenes }: FilmPlan): readonly Cue[] =>
  scenes
    .flatMap(({ cues }) => cues)
    .filter(({ fromMs, untilMs, words }) => fromMs < untilMs && words.trim() !== '')

/** Whether anything is said to write subtitles of: a silent piece has none. */
export const hasSubtitles = (plan: FilmPlan): boolean => cuesIn(plan).length > 0

/** Subtitles as WebVTT (https://www.w3.org/TR/webvtt1/): for players, and for people who search. */
export function toVtt(plan: FilmPlan): string {
  const cues = cuesIn(plan).map(({ fromMs, untilMs, words }, at) => {
    const text = words
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/\n+/g, '\n')
    return `${at + 1}\n${clock(fromMs, 3)} --> ${clock(untilMs, 3)}\n${text}\n`
  })
  return ['WEBVTT\n', ...cues].join('\n')
}

/** The font that subtitles name; what libass takes instead is an error (src/platform/rendering/film). */
export const SUBTITLE_FONT = { hi: 'Noto Sans Devanagari', en: 'Noto Sans' } as const

/**
 * Words as libass shows them and never takes for a command: no braces, and behind a backslash a joiner that nobody sees (U+200D), so that no letter of a command
 * follows it. A sign that only looks like a backslash is in no font of the house, and its film was refused.
 */
const spoken = (words: string): string =>
  words.replaceAll('\\', '\\\u200d').replaceAll('{', '(').replaceAll('}', ')').replaceAll('\n', '\\N')

/** The same for burning in by libass: whole words on a plain box, at the foot, above what apps lay over it. No karaoke tags: they break conjuncts. */
export function toAss(
  plan: FilmPlan,
  language: 'hi' | 'en',
  size: { readonly width: number; readonly height: number },
): string {
  const isTall = size.height > size.width
  const letters = isTall ? 58 : 50
  // Above the signature, where composed pictures keep a place for them.
  const margin = isTall ? 275 : 198
  const style = [
    'Default',
    SUBTITLE_FONT[language],
    letters,
    '&H00FFFFFF',
    '&H00FFFFFF',
    '&H30141414',
    '&H30141414',
    1,
    0,
    0,
    0,
    100,
    100,
    0,
    0,
    // One box behind all lines (libass's own style 4, wide by the shadow): a box for each would lie upon what hangs below the line before.
    4,
    0,
    14,
    2,
    80,
    80,
    margin,
    1,
  ]
  const lines = cuesIn(plan).map(
    ({ fromMs, untilMs, words }) =>
      `Dialogue: 0,${clock(fromMs, 2).slice(1)},${clock(untilMs, 2).slice(1)},Default,,0,0,0,,${spoken(words)}`,
  )
  return `[Script Info]
ScriptType: v4.00+
PlayResX: ${size.width}
PlayResY: ${size.height}
WrapStyle: 0
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: ${style.join(',')}

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
${lines.join('\n')}
`
}
