import { requirePerson } from '#platform/access/authorise.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { PersonState } from '../domain/ladder.ts'
import { consentsOf, type Consent } from './consentStore.ts'
import type { Nominee } from '../domain/nominee.ts'
import { nomineeOf } from './nomineeStore.ts'
import { sourcesOfMine, type RecordSource } from './ownCopyStore.ts'
import { whoSaw, type Seen } from './sightingStore.ts'
import { findPerson, phoneOf } from './personStore.ts'
import { named, type NamedPlace } from './myStanding.ts'
import { placesByIds } from './placeOfStore.ts'

/** Newest sightings shown on the page; the export has them all. */
const SHOWN = 50
const ALL = 100_000

/** Somebody saw the record: who, in which office, what of it. */
export interface Sighting {
  readonly at: Date
  readonly what: Seen
  readonly nameHi: string | null
  readonly nameEn: string | null
  readonly role: string | null
  readonly place: NamedPlace | undefined
}

/** What the page "my data" shows. */
export interface RecordView {
  readonly name: string
  readonly nameHi: string
  readonly nameEn: string
  readonly phone: string
  readonly phoneVerifiedAt: Date | null
  readonly language: 'hi' | 'en'
  readonly state: PersonState
  readonly appliedAt: Date
  readonly consents: readonly Consent[]
  readonly sightings: readonly Sighting[]
  /** Who uses these rights if she dies or cannot. */
  readonly nominee: Nominee | undefined
}

/** Everything kept about oneself, who looked at it, and where it comes from. @throws Refusal notSignedIn, notFound */
export async function myRecord(
  ctx: Context,
): Promise<RecordView & { readonly sources: readonly RecordSource[] }> {
  return ctx.transaction(async (tx) => ({
    ...(await readOwn(tx, ctx, SHOWN)),
    sources: await sourcesOfMine(tx, SHOWN),
  }))
}

/** Reads one's own record; for the page and for the export. */
export async function readOwn(tx: Transaction, ctx: Context, sightings: number = ALL): Promise<RecordView> {
  const { personId } = requirePerson(ctx.actor)
  const self = await findPerson(tx, personId)
  const phone = self && (await phoneOf(tx, ctx.platform.keys, personId))
  if (!self || phone === undefined) throw new Refusal('notFound')
  return {
    name: self.name,
    nameHi: self.nameDevanagari,
    nameEn: self.nameLatin,
    phone,
    phoneVerifiedAt: self.phoneVerifiedAt,
    language: self.language,
    state: self.state,
    appliedAt: self.appliedAt,
    consents: await consentsOf(tx, personId),
    sightings: await whoSawMe(tx, sightings),
    nominee: await nomineeOf(tx, ctx.platform.keys, personId),
  }
}

async function whoSawMe(tx: Transaction, most: number): Promise<readonly Sighting[]> {
  const found = await whoSaw(tx, most)
  const places = await placesByIds(
    tx,
    found.flatMap(({ place_id }) => place_id ?? []),
  )
  return found.map((row) => ({
    at: row.at,
    what: row.what,
    nameHi: row.name_hi,
    nameEn: row.name_en,
    role: row.role,
    place: named(places.find(({ id }) => id === row.place_id)),
  }))
}
