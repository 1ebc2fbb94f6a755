/** Names that the organisation gives itself: its own, its wings' and its ranks'. */
import { z } from 'zod'
import { inspectName, withoutInvisibles, type NameFlag } from '#engines/matching/index.ts'
import { ranksOf } from './ranks.ts'
import { WING_KEY } from './foundation.ts'

/** What would let one name pass for another. An ordinary name of a person is only marked for it; an organisation's own is typed anew. */
const DECEIVING: ReadonlySet<NameFlag> = new Set(['mixed_script', 'lookalike', 'unexpected_script'])
const LETTER = /\p{L}/u

/**
 * A name as everybody will read it: unseen characters fall away as in people's names, look-alike letters and `<>{}` are refused.
 * @param most characters
 */
const givenName = (most: number) =>
  z
    .string({ error: 'people_s_name_missing' })
    .transform(withoutInvisibles)
    .superRefine((name, check) => {
      const message =
        name === ''
          ? 'people_s_name_missing'
          : [...name].length > most
            ? 'people_s_name_long'
            : !LETTER.test(name) || /[<>{}]/u.test(name)
              ? 'people_s_name_signs'
              : inspectName(name).some((flag) => DECEIVING.has(flag))
                ? 'people_s_name_lookalike'
                : undefined
      if (message) check.addIssue({ code: 'custom', message })
    })

const command = z.uuid({ error: 'platform_command_missing' })
/** What stood there when the form was made (`seenAs`): a form that was overtaken does not overwrite. */
const seen = z.string().max(60).default('')

/** A line that is no name, such as where somebody is reached. */
const line = (least: number, most: number) =>
  z
    .string({ error: 'people_s_line_missing' })
    .transform(withoutInvisibles)
    .pipe(z.string().min(least, 'people_s_line_missing').max(most, 'people_s_name_long'))

export const organisationNamesSchema = z.object({
  nameHi: givenName(120),
  nameEn: givenName(120),
  titleHi: givenName(60),
  titleEn: givenName(60),
  accent: z
    .string({ error: 'people_s_accent_wrong' })
    .trim()
    .regex(/^#[0-9a-f]{6}$/iu, 'people_s_accent_wrong'),
  grievanceName: givenName(120),
  grievanceContact: line(3, 120),
})
export type OrganisationNames = z.output<typeof organisationNamesSchema>
export const changeOrganisationSchema = organisationNamesSchema.extend({ command, seen })
export type ChangeOrganisation = z.input<typeof changeOrganisationSchema>

/** As many as a scope has stripes for: numbers 0 to `MAX_WING` of the access floor, which a pure rule may not ask. */
const MOST_WINGS = 31
const wingNames = { nameHi: givenName(80), nameEn: givenName(80) }
export const nameWingsSchema = z.object({
  command,
  seen,
  /** By the wing's number, which stays for ever. */
  wings: z.record(
    z.string().regex(/^\d{1,2}$/u, 'people_s_wing_unknown'),
    z.object({
      ...wingNames,
      /** Where it stands in lists, from 1. */
      position: z.coerce
        .number({ error: 'people_s_position_wrong' })
        .int('people_s_position_wrong')
        .min(1, 'people_s_position_wrong')
        .max(MOST_WINGS, 'people_s_position_wrong'),
    }),
    { error: 'people_s_wing_unknown' },
  ),
})
export type NameWings = z.input<typeof nameWingsSchema>

export const addWingSchema = z.object({
  command,
  key: z.string({ error: 'people_s_key_wrong' }).trim().regex(WING_KEY, 'people_s_key_wrong'),
  ...wingNames,
})
export type AddWing = z.input<typeof addWingSchema>

/** The organisation's own body: everybody without another wing belongs to it. */
export const PARENT_BODY = 0
export const wingStepSchema = z.object({
  command,
  /** The wing's number. */
  wing: z.coerce.number({ error: 'people_s_wing_unknown' }).int('people_s_wing_unknown').min(0, 'people_s_wing_unknown').max(MOST_WINGS, 'people_s_wing_unknown'), // prettier-ignore
})
export type WingStep = z.input<typeof wingStepSchema>

const rankName = givenName(60)
/** Both languages or none: a rank with half a name would be called two things. */
const rankNames = z
  .object({ hi: z.string().default(''), en: z.string().default('') })
  .superRefine((own, check) => {
    const [hi, en] = [withoutInvisibles(own.hi), withoutInvisibles(own.en)]
    if (hi === '' && en === '') return
    for (const [language, name] of [
      ['hi', hi],
      ['en', en],
    ] as const) {
      // prettier-ignore
      const message = name === '' ? 'people_s_rank_half' : rankName.safeParse(name).error?.issues[0]?.message
      if (message) check.addIssue({ code: 'custom', path: [language], message })
    }
  })
  .transform(({ hi, en }) => ({ hi: withoutInvisibles(hi), en: withoutInvisibles(en) }))

export const nameRanksSchema = z.object({
  command,
  seen,
  ranks: z.record(z.string(), rankNames, { error: 'people_s_rank_unknown' }),
})
export type NameRanks = z.input<typeof nameRanksSchema>

/** The own names of an edition's ranks, in its order; an empty one goes back to the built-in word. */
export function ranksNamed(
  edition: 'organisation' | 'programme',
  given: z.output<typeof nameRanksSchema>['ranks'],
): Readonly<Record<string, { readonly hi: string; readonly en: string }>> {
  return Object.fromEntries(
    ranksOf(edition).flatMap(({ key }) => {
      const own = Object.hasOwn(given, key) ? given[key] : undefined
      return own && own.hi !== '' ? [[key, own]] : []
    }),
  )
}

/** What an order is made of. */
interface Placed {
  readonly number: number
  /** Where it stood, and where it is wanted: from 1. */
  readonly was: number
  readonly wanted: number
}

/**
 * The wings in their new order. Whichever was moved stands where it is wanted and the others make room; two wanted at one place keep
 * their order.
 */
export const inNewOrder = (wings: readonly Placed[]): readonly number[] =>
  wings
    .map((wing) => ({
      ...wing,
      // Moved up it stands before whoever was there, moved down behind.
      at: wing.wanted + (wing.wanted < wing.was ? -0.5 : wing.wanted > wing.was ? 0.5 : 0),
    }))
    .toSorted((a, b) => a.at - b.at || a.was - b.was)
    .map(({ number }) => number)
