import { sql } from 'kysely'
import { filesOf, type SceneDocument } from '#engines/scenes/index.ts'
import type { Transaction } from '#platform/context.ts'
import { askedConsents, restsOn, type AskedConsent, type LibraryStanding } from '../domain/libraryFaults.ts'
import { mediaFacts } from './renditions/renditionStore.ts'

/** A consent as it was recorded, beside whom the piece shows by it. */
export interface NamedConsent extends Pick<AskedConsent, 'shown'> {
  readonly id: string
  /** Of whom it was recorded, by whom it was given, and on which day, `YYYY-MM-DD`. */
  readonly name: string
  readonly givenBy: string
  readonly givenOn: string
}
/** Whose consents a document names: for whoever signs that each is of the person shown. */
export async function namedConsents(tx: Transaction, document: SceneDocument): Promise<readonly NamedConsent[]> {
  const asked = restsOn(document)
  if (asked.length === 0) return []
  const found = await sql<Omit<NamedConsent, 'shown'>>`
    select id, name, given_by as "givenBy", given_on::text as "givenOn" from studio.consents_named(${asked.map(({ consent }) => consent)}::uuid[])`.execute(tx.db)
  const byId = new Map(found.rows.map((one) => [one.id, one]))
  return asked.flatMap(({ consent, shown }) => {
    const named = byId.get(consent)
    return named ? [{ ...named, shown }] : []
  })
} // prettier-ignore

/** What the library says of all that these documents show and rest on. */
export async function libraryStanding(
  tx: Transaction,
  documents: readonly SceneDocument[],
): Promise<LibraryStanding> {
  const files = [...new Set(documents.flatMap(filesOf))]
  const consents = askedConsents(documents)
  const given =
    consents.length === 0
      ? []
      : (
          await sql<{ id: string; inUse: boolean }>`
            select id, in_use as "inUse" from studio.consents_standing(${consents}::uuid[])`.execute(tx.db)
        ).rows
  return {
    files: files.length === 0 ? new Map() : await mediaFacts(tx, files),
    consents: new Map(given.map(({ id, inUse }) => [id, inUse])),
  }
}
