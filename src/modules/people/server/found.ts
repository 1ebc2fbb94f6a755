import { record } from '#platform/audit/append.ts'
import type { Platform, Transaction } from '#platform/context.ts'
import type { Foundation } from '../domain/foundation.ts'
import { appointAdmin } from './appointAdmin.ts'
import { saveWings } from './wingStore.ts'

/**
 * Founds an edition: its wings, and its first admin with an appointment over the whole state in every wing.
 * @throws Refusal as appointAdmin
 */
export async function found(
  tx: Transaction,
  platform: Platform,
  { wings, admin }: Foundation,
): Promise<{ personId: string }> {
  await saveWings(tx, wings)
  const { personId } = await appointAdmin(tx, platform, admin)
  record(tx, 'people.found', `person:${personId}`, { wings: wings.map(({ key }) => key) })
  return { personId }
}
