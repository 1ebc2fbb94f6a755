import { findingsOf, type SceneDocument } from '#engines/scenes/index.ts'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { letters } from '#platform/rendering/letters.ts'
import { provenLetters } from '#platform/rendering/provenLetters.ts'
import { placedFaults } from '../domain/libraryFaults.ts'
import { kitOf } from './brandStore.ts'
import { libraryStanding } from './libraryStandingStore.ts'

/**
 * Lets through what lacks nothing: the Hindi gate and what is missing (rules 5, 8 and 9 of docs/integrity.md), and what the library says of its media.
 * @throws Refusal badInput where something is short; the page shows what and where; unavailable where this server does not draw letters rightly
 */
export async function requireWhole(tx: Transaction, document: SceneDocument): Promise<void> {
  await provenLetters()
  if (findingsOf(document, await kitOf(tx, document.brand), letters()).length > 0)
    throw new Refusal('badInput', { reason: 'studio_gate_closed' })
  // What the document says of its media is what was said when they were brought.
  const [fault] = placedFaults(document, await libraryStanding(tx, [document]))
  if (fault) throw new Refusal('badInput', { reason: fault.what })
}
