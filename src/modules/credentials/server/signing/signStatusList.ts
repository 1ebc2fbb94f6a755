import { createCredential, createList } from '@digitalbazaar/vc-bitstring-status-list'
import { DAY_MS } from '#platform/clock/clock.ts'
import { instant, statusListAddress } from '../../domain/openBadge.ts'
import { LIST_LENGTH, placeInList } from '../../domain/statusList.ts'
import type { SigningIssuer } from './issuer.ts'
import { signCredential } from './signCredential.ts'

/** How long a status list says that it is good for. */
const LASTS_MS = 7 * DAY_MS
/** A verifier whose clock is behind takes a list for one of the future, and refuses the badge: so it says that it has been good for as long. */
const CLOCKS_DIFFER_MS = 10 * 60_000

/** A signed Bitstring Status List credential (W3C): of each badge's serial in this list whether it was revoked. */
export async function signStatusList(
  issuer: SigningIssuer,
  list: number,
  revoked: Iterable<number>,
  now: Date,
): Promise<object> {
  const bits = await createList({ length: LIST_LENGTH })
  for (const serial of revoked) bits.setStatus(placeInList(serial).index, true)
  const id = statusListAddress(issuer, list)
  const credential = await createCredential({ id, list: bits, statusPurpose: 'revocation' })
  const at = now.getTime()
  const days = {
    validFrom: instant(new Date(at - CLOCKS_DIFFER_MS)),
    validUntil: instant(new Date(at + LASTS_MS)),
  }
  return signCredential(issuer, { ...credential, issuer: issuer.did, ...days }, now)
}
