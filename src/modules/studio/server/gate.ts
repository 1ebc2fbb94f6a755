import { filesOf, findingsOf, type Finding, type SceneDocument } from '#engines/scenes/index.ts'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { letters } from '#platform/rendering/letters.ts'
import { libraryFaults } from '../domain/library/declared.ts'
import { kitOf } from './brandStore.ts'
import { mediaFacts } from './renditions/renditionStore.ts'

/** What keeps a piece from approval, each with its place (rule 5, 8 and 9 of docs/integrity.md, and the Hindi gate). */
export async function shortcomings(tx: Transaction, document: SceneDocument): Promise<readonly Finding[]> {
  return findingsOf(document, await kitOf(tx, document.brand), letters())
}

/** @throws Refusal badInput where something is short; the page shows what and where */
export async function requireWhole(tx: Transaction, document: SceneDocument): Promise<void> {
  if ((await shortcomings(tx, document)).length > 0)
    throw new Refusal('badInput', { reason: 'studio_gate_closed' })
  // What the document says of its media is what was said when they were brought.
  const [fault] = libraryFaults(document, await mediaFacts(tx, filesOf(document)))
  if (fault) throw new Refusal('badInput', { reason: fault })
}
