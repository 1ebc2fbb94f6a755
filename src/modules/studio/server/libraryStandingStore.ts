import { sql } from 'kysely'
import { filesOf, type SceneDocument } from '#engines/scenes/index.ts'
import type { Transaction } from '#platform/context.ts'
import { askedConsents, type LibraryStanding } from '../domain/libraryFaults.ts'
import { mediaFacts } from './renditions/renditionStore.ts'

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
