import { z } from 'zod'

/** Characters with which what a person reads and what a browser does come apart. */
const UNSEEN = /[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202e\u2066-\u2069\\]/u

/** A path of this house, as a browser would walk it: not `//host`, not `/\host`. */
const isOwnPath = (target: string): boolean => {
  const here = 'https://here.invalid'
  if (!target.startsWith('/') || !URL.canParse(target, here)) return false
  const { origin, pathname } = new URL(target, here)
  return origin === here && !pathname.startsWith('//')
}

/** An https address without a name and password in it. */
const isHttps = (target: string): boolean => {
  if (!target.startsWith('https://') || !URL.canParse(target)) return false
  const { username, password } = new URL(target)
  return username === '' && password === ''
}

/** Where a link leads: a path of this house or an https address; every other scheme is refused. A room above decides it, never who taps the link. */
export const targetSchema = z
  .string()
  .max(2000, 'links_target_wrong')
  .refine((target) => !UNSEEN.test(target) && (isOwnPath(target) || isHttps(target)), 'links_target_wrong')

/** Whether a link may lead there: for rooms that ask for an address long before they mint links. */
export const mayLeadTo = (target: string): boolean => targetSchema.safeParse(target).success

/** Whose volunteers hand a link on. Without a wing: the place's in all wings; without a place: nobody's in particular. */
export interface Cell {
  readonly placeId: string | null
  readonly wing: number | null
}

export const mintSchema = z.object({
  /** What the links are for, as its room calls it: `campaigns.kit`. */
  owner: z.string().regex(/^[a-z]+\.[a-zA-Z]+$/),
  ownerId: z.guid(),
  target: targetSchema,
  cells: z
    .array(z.object({ placeId: z.guid().nullable(), wing: z.int().min(0).max(30).nullable() }))
    .min(1)
    .max(100_000),
})
export type MintLinks = z.input<typeof mintSchema>

export interface MintedLink extends Cell {
  readonly code: string
}

export const endSchema = z.object({
  ownerId: z.guid(),
  because: z.enum(['recalled', 'expired']),
  /** What was shared, as the notice calls it. */
  title: z.object({ hi: z.string().max(200), en: z.string().max(200) }).optional(),
  /** Where what is right stands: a path of this house or an https address. */
  correction: targetSchema.optional(),
})
export type EndLinks = z.input<typeof endSchema>
/** The links of several owners, each under its own name. */
export const endAllSchema = z.object({
  because: endSchema.shape.because,
  owners: z.array(endSchema.pick({ ownerId: true, title: true })),
})
export type EndAllLinks = z.input<typeof endAllSchema>

/** What was counted of one link. Machines stand apart, and nothing is counted twice. */
export interface LinkCount extends Cell {
  readonly ownerId: string
  readonly code: string
  /** Somebody opened it; the same visitor within ten minutes is in `again`, not here. */
  readonly humans: number
  readonly again: number
  /** Somebody met the notice of a link that had ended. */
  readonly told: number
  readonly bots: number
  readonly previews: number
  /** Somebody who came by it joined and proved her phone. */
  readonly joined: number
}
