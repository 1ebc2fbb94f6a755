import type { StandingOfPass } from '#modules/credentials/server/index.ts'
import { codeOfSerial } from '../../domain/gate/scan.ts'
import { passStanding } from './gateListStore.ts'

/**
 * How an entry pass stands this moment, for whoever holds it and asks the house: a seat that was given up or barred, or whose event was cancelled or is
 * gone, is revoked.
 */
export const standingOfPass: StandingOfPass = async (tx, { about, serial }) => {
  const found = await passStanding(tx, about, codeOfSerial(serial))
  if (!found) return { revoked: true }
  const { holds, ...event } = found
  return { revoked: !holds, event }
}
