import { z } from 'zod'
import type { ElectionKind } from './election.ts'
import { calendarDay, command, line, lineIfAny, seenVersion } from './said.ts'

/** What the gate's asks may be sent by, as platform/release has them; domain imports nothing outside, a test compares the two. */
export const RULED_WAYS = [
  'in_app', 'push', 'sms', 'email', 'voice', 'kit', 'official', 'advertisement_electronic', 'advertisement_print',
] as const // prettier-ignore
export type RuledWay = (typeof RULED_WAYS)[number]

/** Ways of messages that people write. They say of no message whether it tells of a survey, so a rule about surveys cannot ask it of them. */
const MESSAGES: readonly RuledWay[] = ['in_app', 'push', 'sms', 'email']
/** Ways that a rule may name: messages cannot say that they tell of surveys, so a ban on those names none (decision 0028). */
export const waysOf = ({ matter }: Pick<Rule, 'matter'>): readonly RuledWay[] =>
  matter === 'poll_result' ? RULED_WAYS.filter((way) => !MESSAGES.includes(way)) : RULED_WAYS

export const RULE_KEYS = [
  'silence', 'exit_polls', 'opinion_polls', 'certificate_electronic', 'certificate_print', 'model_code', 'expenditure', 'expenditure_parliament',
] as const // prettier-ignore
export type RuleKey = (typeof RULE_KEYS)[number]

/** What a window is counted from. Those of the poll are of each polling area's own hours, those of first and last of the whole election. */
export const ANCHORS = [
  'announcement', 'first_poll_opens', 'poll_day_begins', 'poll_opens', 'poll_closes', 'poll_day_ends', 'last_poll_closes', 'completion',
] as const // prettier-ignore
export type Anchor = (typeof ANCHORS)[number]
/** Anchors that differ by place. */
export const BY_PLACE: ReadonlySet<Anchor> = new Set([
  'poll_day_begins',
  'poll_opens',
  'poll_closes',
  'poll_day_ends',
])

/** hold: waits until the window ends. certify: goes with a certificate's number alone. tell: shown to people, the gate does nothing. */
export const EFFECTS = ['hold', 'certify', 'tell'] as const
export type Effect = (typeof EFFECTS)[number]

/** A rule as data: of what, from when to when, by which source, read on which day, and whether a lawyer has said that it is so. */
export interface Rule {
  readonly key: RuleKey
  readonly version: number
  readonly effect: Effect
  readonly ways: readonly RuledWay[]
  /** poll_result: only what tells how people say they chose or will choose. */
  readonly matter: 'any' | 'poll_result'
  readonly extent: 'polling_area' | 'everywhere'
  /** Of which elections it speaks. */
  readonly kinds: readonly ElectionKind[]
  readonly fromAnchor: Anchor
  /** Minutes after the anchor; before it where negative. */
  readonly fromMinutes: number
  readonly untilAnchor: Anchor
  readonly untilMinutes: number
  readonly nameHi: string
  readonly nameEn: string
  readonly textHi: string
  readonly textEn: string
  readonly law: string
  readonly source: string
  readonly sourceUrl: string | null
  /** `YYYY-MM-DD` */
  readonly readOn: string
  readonly confirmedBy: string | null
  readonly confirmedOn: string | null
  readonly isOn: boolean
}

const minutes = z.coerce
  .number({ error: 'elections_minutes_wrong' })
  .int('elections_minutes_wrong')
  .min(-525_600, 'elections_minutes_wrong')
  .max(525_600, 'elections_minutes_wrong')
/** What the administrator may change of a rule; what it is about (effect, extent, matter) stays as it was built and tested. */
export const changeRuleSchema = z
  .object({
    command,
    key: z.enum(RULE_KEYS, { error: 'elections_rule_unknown' }),
    /** The version that was seen. */
    basedOn: seenVersion,
    isOn: z.boolean(),
    ways: z.array(z.enum(RULED_WAYS)).transform((chosen) => RULED_WAYS.filter((way) => chosen.includes(way))),
    fromMinutes: minutes,
    untilMinutes: minutes,
    law: line(3, 400),
    source: line(3, 400),
    sourceUrl: lineIfAny(400).refine((said) => said === null || /^https?:\/\/\S+$/.test(said), 'elections_url_wrong'),
    readOn: calendarDay,
    confirmedBy: lineIfAny(120, 3),
    confirmedOn: z.union([z.literal('').transform(() => null), z.null(), calendarDay]),
  })
  .refine((said) => (said.confirmedBy === null) === (said.confirmedOn === null), {
    path: ['confirmedOn'],
    error: 'elections_confirmed_both',
  }) // prettier-ignore
export type ChangeRule = z.input<typeof changeRuleSchema>
type Changed = Omit<z.output<typeof changeRuleSchema>, 'command' | 'basedOn' | 'key'>

/** What is wrong with a change of this rule, by field; undefined when nothing is. */
export function wrongIn(said: Changed, before: Rule): Record<string, string> | undefined {
  if (before.fromAnchor === before.untilAnchor && said.fromMinutes >= said.untilMinutes)
    return { untilMinutes: 'elections_minutes_order' }
  if (before.effect !== 'tell' && said.ways.length === 0) return { ways: 'elections_ways_needed' }
  if (said.ways.some((way) => !waysOf(before).includes(way))) return { ways: 'elections_ways_not_asked' }
  return undefined
}

/** A lawyer confirms a rule as it stood: once anything of it changes, it is unconfirmed until a confirmation of another day is written. */
export function confirmationAfter(said: Changed, before: Rule): Pick<Rule, 'confirmedBy' | 'confirmedOn'> {
  const { confirmedBy, confirmedOn, ...content } = said
  const isOther = Object.entries(content).some(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof Rule]),
  )
  const isOld = confirmedOn !== null && confirmedOn === before.confirmedOn
  return isOther && isOld ? { confirmedBy: null, confirmedOn: null } : { confirmedBy, confirmedOn }
}
