import { z } from 'zod'
import { CONFIRMED_STATES, PERSON_STATES, type PersonState } from './ladder.ts'

/** Rows of one part of a list. */
export const PAGE_SIZE = 50

/** Lists are counted up to here; beyond it they say "more than". Coverage tells the exact numbers of a state. */
export const MOST_COUNTED = 10_000

/** Beside the states: those whom coverage counts, at a booth and not set aside, so that its numbers lead to exactly these people. */
export const COUNTED = 'counted'
/** Those for whom somebody vouched, whatever they do now: who may hold an office. */
export const CONFIRMED = 'confirmed'

const empty = z.literal('').transform(() => undefined)
/** A filter that came from an address: what cannot be read counts as not set, so that an old link still opens. */
export const filter = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([empty, schema]).optional().catch(undefined)

export const listPeopleSchema = z.object({
  /** Part of a name, in either script. */
  text: filter(z.string().trim().max(120)),
  placeId: filter(z.guid()),
  wing: filter(z.coerce.number().int().min(0).max(30)),
  state: filter(z.enum([...PERSON_STATES, COUNTED, CONFIRMED])),
  /** Only those who came by this invitation, or by one of this printed sheet. */
  invitation: filter(z.guid()),
  /** Where the last part ended, as the list itself said. */
  after: filter(z.string().max(400)),
})
/** As an address says it: anything may stand there. */
export type ListPeople = { readonly [Name in keyof z.output<typeof listPeopleSchema>]?: string | undefined }
export type PeopleFilter = z.output<typeof listPeopleSchema>

/** Whether nothing but the place narrows the list. */
export const isPlain = ({ text, wing, state, invitation }: PeopleFilter): boolean =>
  (text ?? '') === '' && [wing, state, invitation].every((one) => one === undefined)

/** How many the counts by state say of one of them, of the confirmed ones, or of all; one more than `MOST_COUNTED` stands for more. */
export function foundOf(
  counts: ReadonlyMap<PersonState, number>,
  state: Exclude<PeopleFilter['state'], typeof COUNTED>,
): number {
  const states = state === undefined ? PERSON_STATES : state === CONFIRMED ? CONFIRMED_STATES : [state]
  const sum = states.reduce((all, one) => all + (counts.get(one) ?? 0), 0)
  return Math.min(sum, MOST_COUNTED + 1)
}

/** A text of a cursor: no database keeps a NUL. */
export const cursorText = z.string().regex(/^[^\0]*$/)
/** A moment of a cursor, as precise as a list says it: JavaScript has a year 0, PostgreSQL has none. */
export const cursorMoment = (precision?: number) =>
  z.iso.datetime(precision === undefined ? {} : { precision }).regex(/^(?!0000)/)

/** The place in a list after which the next part begins: opaque in addresses, checked when it comes back. */
export const cursorOf = (key: readonly (string | number | boolean)[]): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(key))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** @returns undefined for anything that no list of ours has said: the list then begins at its beginning */
export function readCursor<Key extends z.ZodType>(
  schema: Key,
  cursor: string | undefined,
): z.output<Key> | undefined {
  if (cursor === undefined) return undefined
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
      c.charCodeAt(0),
    )
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return undefined
  }
}
