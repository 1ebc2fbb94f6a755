import { z } from 'zod'
import { foldName } from '#engines/matching/index.ts'
import { isConfirmed, type PersonState } from './ladder.ts'
import { nameSchema, twoScriptName, type TwoScriptName } from './person.ts'

const DEVANAGARI = /\p{Script=Devanagari}/u

const typedName = {
  /** In either script. */
  name: nameSchema,
  /** The same name in the other script; left empty it is derived by rule. */
  otherScript: z.union([z.literal('').transform(() => undefined), nameSchema]).optional(),
}
const inTwoScripts = ({ name, otherScript }: { name: string; otherScript?: string | undefined }): boolean =>
  otherScript === undefined || DEVANAGARI.test(name) !== DEVANAGARI.test(otherScript)
const sameScript = { path: ['otherScript'], error: 'people_name_same_script' }

export const correctMyNameSchema = z
  .object({
    command: z.uuid({ error: 'platform_command_missing' }),
    ...typedName,
    /** The name that she saw, as `nameSeen` tells it; left out by who does not know. */
    basedOn: z.string().max(400).optional(),
  })
  .refine(inTwoScripts, sameScript)
export type CorrectMyName = z.input<typeof correctMyNameSchema>

export const correctNameSchema = z
  .object({
    command: z.uuid({ error: 'platform_command_missing' }),
    personId: z.uuid({ error: 'people_c_person_unknown' }),
    ...typedName,
  })
  .refine(inTwoScripts, sameScript)
export type CorrectName = z.input<typeof correctNameSchema>

export const confirmNameSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  personId: z.uuid({ error: 'people_c_person_unknown' }),
  /** The name as the coordinator read it: what she changes meanwhile is not confirmed along with it. */
  name: z.string().max(120),
})
export type ConfirmName = z.input<typeof confirmNameSchema>

/** A name as one looks at it in both scripts: a correction made without a network shows by it whether the same name still stands. */
export const nameSeen = (person: { readonly nameHi: string; readonly nameEn: string }): string =>
  `${person.nameHi}|${person.nameEn}`

/** A corrected name in both scripts: what was typed stays as typed, the rest follows by rule. */
export function correctedName(typed: { name: string; otherScript?: string | undefined }): TwoScriptName {
  const name = twoScriptName(typed.name)
  if (typed.otherScript === undefined) return name
  const other = twoScriptName(typed.otherScript)
  const flags = [...new Set([...name.flags, ...other.flags])]
  return DEVANAGARI.test(name.name)
    ? { ...name, latin: other.name, flags }
    : { ...name, devanagari: other.name, flags }
}

const words = (name: string): ReadonlySet<string> => new Set(foldName(name).split(' ').filter(Boolean))

/**
 * Whether two names can be read as one person's: spelt otherwise, in the other script, in another order, with a word more or less.
 * @example isNearName('Sunita', 'सुनीता देवी') && !isNearName('Sunita Kumari', 'Ramesh Kumar')
 */
export function isNearName(one: string, other: string): boolean {
  const [fewer, more] = [words(one), words(other)].toSorted((a, b) => a.size - b.size) as [
    ReadonlySet<string>,
    ReadonlySet<string>,
  ]
  return fewer.size > 0 && fewer.isSubsetOf(more)
}

/** Under which name a person was vouched for, while her present one is another; and whether the two are further apart than a spelling. */
export interface NameKnown {
  readonly knownAs: string | null
  readonly changed: boolean
}

/**
 * What a person's own correction leaves of the name that somebody vouched for. The vouch stands: a wrong letter or a marriage must not
 * cost a volunteer her booth. But it was given for a person known by a name, so a name that is another one is shown to her coordinator.
 * @param otherScript as typed; what a rule derived cannot differ
 */
export function knownAfterOwnCorrection(
  person: { readonly name: string; readonly knownAs: string | null; readonly state: PersonState },
  name: string,
  otherScript: string | undefined,
): NameKnown {
  const vouchedFor = person.knownAs ?? (isConfirmed(person.state) ? person.name : null)
  if (vouchedFor === null) return { knownAs: null, changed: false }
  const typed = [name, ...(otherScript === undefined ? [] : [otherScript])]
  const changed = typed.some((each) => !isNearName(vouchedFor, each))
  return { knownAs: vouchedFor === name ? null : vouchedFor, changed: changed && vouchedFor !== name }
}
