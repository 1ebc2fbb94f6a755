import { z } from 'zod'
import { besideOtherFaults } from '#engines/typedtext/index.ts'
import type { Hours } from './polls.ts'
import {
  calendarDay,
  command,
  dayIfAny,
  latinDigits,
  line,
  lineIfAny,
  seenVersion,
  timeIfAny,
  timeOfDay,
} from './said.ts'

export const ELECTION_KINDS = ['assembly', 'assembly_by', 'parliament', 'parliament_by'] as const
export type ElectionKind = (typeof ELECTION_KINDS)[number]

export interface Election {
  readonly id: string
  readonly kind: ElectionKind
  readonly nameHi: string
  readonly nameEn: string
  readonly announcedAt: Date
  /** `YYYY-MM-DD` */
  readonly completedOn: string | null
  readonly firstElsewhereAt: Date | null
  readonly lastElsewhereAt: Date | null
  readonly version: number
}

export interface Phase extends Hours {
  readonly id: string
  readonly electionId: string
  readonly nameHi: string
  readonly nameEn: string
  readonly version: number
  readonly movedFrom: string | null
  readonly movedAt: Date | null
  readonly movedWhy: string | null
  /** Why hours or places were changed last while the day stayed. */
  readonly changedWhy: string | null
  readonly withdrawnAt: Date | null
}

/** The last day, `YYYY-MM-DD`, on which some phase polls somewhere, or the same election in another state; null while none is known. */
export function lastPollDay(
  phases: readonly { readonly pollOn: string; readonly hours: readonly Pick<Hours, 'pollOn'>[] }[],
  elsewhereOn: string | null = null,
): string | null {
  const days = phases.flatMap(({ pollOn, hours }) => [pollOn, ...hours.map((each) => each.pollOn)])
  return [...days, ...(elsewhereOn === null ? [] : [elsewhereOn])].toSorted().at(-1) ?? null
}

export const electionId = z.guid({ error: 'elections_unknown' })
export const phaseId = z.guid({ error: 'elections_phase_unknown' })
/** The version that stood on the page when it was changed. */
const basedOn = seenVersion

export const saveElectionSchema = z
  .object({
    command,
    electionId: electionId.optional(),
    basedOn: basedOn.optional(),
    kind: z.enum(ELECTION_KINDS, { error: 'elections_kind_needed' }),
    nameHi: line(3, 120),
    nameEn: line(3, 120),
    announcedOn: calendarDay,
    announcedTime: timeOfDay,
    completedOn: dayIfAny,
    firstElsewhereOn: dayIfAny,
    firstElsewhereTime: timeIfAny,
    elsewhereOn: dayIfAny,
    elsewhereTime: timeIfAny,
  })
  .superRefine((said, check) => {
    if ((said.firstElsewhereOn === null) !== (said.firstElsewhereTime === null))
      check.addIssue({ code: 'custom', path: [said.firstElsewhereOn === null ? 'firstElsewhereOn' : 'firstElsewhereTime'], message: 'elections_elsewhere_both' })
    if (said.firstElsewhereOn !== null && said.elsewhereOn !== null && said.elsewhereOn < said.firstElsewhereOn)
      check.addIssue({ code: 'custom', path: ['elsewhereOn'], message: 'elections_elsewhere_order' })
    if ((said.elsewhereOn === null) !== (said.elsewhereTime === null))
      check.addIssue({ code: 'custom', path: [said.elsewhereOn === null ? 'elsewhereOn' : 'elsewhereTime'], message: 'elections_elsewhere_both' })
    if (said.completedOn !== null && said.completedOn < said.announcedOn)
      check.addIssue({ code: 'custom', path: ['completedOn'], message: 'elections_completed_before' })
  }) // prettier-ignore
export type SaveElection = z.input<typeof saveElectionSchema>

/** A place with hours of its own, as it was typed: constituency's number, the booth's where it is one. */
export interface TypedHours {
  readonly constituency: number
  readonly booth: number | null
  readonly opens: string
  readonly closes: string
  readonly pollOn: string | null
}

/** Constituencies of one phase, and lines of hours, at most: more than any state has. */
const MOST_NUMBERS = 500
const MOST_LINES = 2_000

/**
 * Numbers of constituencies as people write them: `1-31, 45` in either script's digits.
 * @returns them in order, each once; undefined where something is no number or a range runs backwards
 */
export function readNumbers(text: string): readonly number[] | undefined {
  const found = new Set<number>()
  for (const part of latinDigits(text).replace(/(?<!\s)\s*[-–—]\s*/g, '-').split(/[\s,;،]+/).filter(Boolean)) {
    const range = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part)
    if (!range) return undefined
    const [from, to] = [Number(range[1]), Number(range[2] ?? range[1])]
    if (from < 1 || to < from) return undefined
    for (let number = from; number <= to; number++) found.add(number)
    if (found.size > MOST_NUMBERS) return undefined
  }
  return [...found].toSorted((one, other) => one - other)
} // prettier-ignore

const LINE =
  /^(\d{1,3})(?:\s*\/\s*(\d{1,4}))?\s+(\d{1,2}:\d{2})\s*-\s*(\d{1,2}:\d{2})(?:\s+(\d{4}-\d{2}-\d{2}))?$/
const padded = (time: string) => time.padStart(5, '0')

/**
 * Places with hours of their own, a line each: `45 7:00-17:00`, `45/12 7:00-15:00`, `45/12 7:00-17:00 2026-12-03` (polls again).
 * @returns undefined where a line cannot be read
 */
export function readHours(text: string): readonly TypedHours[] | undefined {
  const lines = latinDigits(text).split('\n').map((one) => one.replace(/[–—]/g, '-').trim()).filter(Boolean)
  if (lines.length > MOST_LINES) return undefined
  const read = lines.map((one): TypedHours | undefined => {
    const parts = LINE.exec(one)
    if (!parts) return undefined
    const [opens, closes] = [padded(parts[3]!), padded(parts[4]!)]
    const day = parts[5] ?? null
    const isRight = timeOfDay.safeParse(opens).success && timeOfDay.safeParse(closes).success && opens < closes
    if (!isRight || (day !== null && !calendarDay.safeParse(day).success)) return undefined
    return { constituency: Number(parts[1]), booth: parts[2] === undefined ? null : Number(parts[2]), opens, closes, pollOn: day }
  })
  return read.every((one) => one !== undefined) ? read : undefined
} // prettier-ignore

const numbers = z.string({ error: 'elections_numbers_wrong' }).transform((text, check) => {
  const read = readNumbers(text)
  if (!read || read.length === 0) {
    check.addIssue({ code: 'custom', message: 'elections_numbers_wrong' })
    return z.NEVER
  }
  return read
})
const hours = z
  .string()
  .nullish()
  .transform((text, check) => {
    const read = readHours(text ?? '')
    if (!read) {
      check.addIssue({ code: 'custom', message: 'elections_hours_wrong' })
      return z.NEVER
    }
    return read
  })

const phaseShape = {
  electionId,
  phaseId: phaseId.optional(),
  basedOn: basedOn.optional(),
  nameHi: line(1, 80),
  nameEn: line(1, 80),
  pollOn: calendarDay,
  opens: timeOfDay,
  closes: timeOfDay,
  constituencies: numbers,
  hours,
  /** Asked for when it polls at other times than before, or somewhere no more. */
  why: lineIfAny(300, 3),
}
/** What is no time is a fault of its own. */
const inOrder = ({ opens, closes }: { opens: string; closes: string }) =>
  !timeOfDay.safeParse(opens).success || !timeOfDay.safeParse(closes).success || opens < closes
const backwards = { path: ['closes'], error: 'elections_closes_before', ...besideOtherFaults }
export const previewPhaseSchema = z.object(phaseShape).refine(inOrder, backwards)
export const savePhaseSchema = z.object({ command, ...phaseShape }).refine(inOrder, backwards)
export type PreviewPhase = z.input<typeof previewPhaseSchema>
export type SavePhase = z.input<typeof savePhaseSchema>

export const withdrawPhaseSchema = z.object({
  command,
  phaseId,
  basedOn,
  why: line(3, 300),
})
export type WithdrawPhase = z.input<typeof withdrawPhaseSchema>

/** Numbers as people write them. @example inRanges([1, 2, 3, 7]) === '1–3, 7' */
export function inRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}
