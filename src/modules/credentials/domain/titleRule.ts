import { z } from 'zod'

const few = z.coerce
  .number({ error: 'credentials_title_count' })
  .int('credentials_title_count')
  .min(0, 'credentials_title_count')
  .max(20, 'credentials_title_count')

/** Persons considered for it in one transaction. */
export const TITLES_AT_ONCE = 1000

/** What earns the title: so many different courses passed and so many events attended. Both zero: nobody earns it any more. */
export const titleRuleSchema = z.object({ courses: few.default(2), events: few.default(1) })
export type TitleRule = z.output<typeof titleRuleSchema>

export interface TitleNames {
  readonly titleHi: string
  readonly titleEn: string
}

/** The key of the award by this rule under this name: whoever earned the title keeps what she earned when either changes. */
export const aboutTitle = ({ courses, events }: TitleRule, { titleHi, titleEn }: TitleNames): string =>
  `rule/${courses}/${events}/${titleHi}/${titleEn}`

/** The rule by which a title was given; undefined for one that was given by hand, which no rule takes back. */
export function ruleOf(about: string): TitleRule | undefined {
  const read = /^rule\/(\d{1,2})\/(\d{1,2})\//.exec(about)
  return read ? { courses: Number(read[1]), events: Number(read[2]) } : undefined
}

/** What somebody holds that counts for the title. */
export interface TitleGrounds {
  /** Badges of courses and of attendance in force. */
  readonly courses: number
  readonly events: number
  /** Of the courses: those that do not wait to be refreshed. */
  readonly freshCourses: number
}

const meets = (rule: TitleRule, courses: number, events: number): boolean =>
  courses >= rule.courses && events >= rule.events
const isGiven = ({ courses, events }: TitleRule): boolean => courses + events > 0

export interface HeldTitle {
  readonly about: string
  readonly isDue: boolean
}

/** What becomes of somebody's title: of the one she holds, and whether she is given one. */
export interface TitleStep {
  readonly held: 'stays' | 'due' | 'good' | 'takenBack'
  readonly give: boolean
}

/**
 * A title stands by the rule under which it was given. It goes when a badge that it rests on was taken back or its holder is no longer vouched
 * for, asks to be refreshed with a course that does, and is given by the rule of today to whoever holds none.
 */
export function titleStep(
  rule: TitleRule,
  isVouched: boolean,
  { courses, events, freshCourses }: TitleGrounds,
  held: HeldTitle | undefined,
): TitleStep {
  const give = isVouched && isGiven(rule) && meets(rule, freshCourses, events)
  if (!held) return { held: 'stays', give }
  const by = ruleOf(held.about)
  if (!by) return { held: 'stays', give: false }
  if (!isVouched || !meets(by, courses, events)) return { held: 'takenBack', give }
  const isDue = !meets(by, freshCourses, events)
  if (isDue === held.isDue) return { held: 'stays', give: false }
  return { held: isDue ? 'due' : 'good', give: false }
}

/** How far somebody is: done of all, and of each kind. What is more than asked counts for nothing. */
export interface TitleProgress {
  readonly done: number
  readonly all: number
  readonly courses: { readonly done: number; readonly all: number }
  readonly events: { readonly done: number; readonly all: number }
}

/** @returns undefined when nobody earns a title here */
export function titleProgress(
  rule: TitleRule,
  { freshCourses, events }: TitleGrounds,
): TitleProgress | undefined {
  if (!isGiven(rule)) return undefined
  const [courses, camps] = [Math.min(freshCourses, rule.courses), Math.min(events, rule.events)]
  return {
    done: courses + camps,
    all: rule.courses + rule.events,
    courses: { done: courses, all: rule.courses },
    events: { done: camps, all: rule.events },
  }
}
