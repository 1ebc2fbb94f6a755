import { DAY_MS, dayBegins, dayEnds, keySigned } from './days.ts'
import { decodePass } from './decodePass.ts'
import {
  joinBytes,
  keyIdOf,
  PASS_PREFIX,
  PassRefused,
  type CompactPass,
  type PassKey,
  type Verify,
} from './pass.ts'
import type { RevokedList } from './revokedList.ts'

/** Why nothing can be said. `forged`: the signature is not of the key that the pass names; nothing it says may be believed. */
export type NotChecked =
  | 'unreadable'
  | 'unknownKey'
  | 'forged'
  | 'keyNotThen'
  | 'notYet'
  | 'noList'
  | 'listTooOld'

/**
 * What a verifier answers. `pass` is there only where the signature is right; a revoked pass tells no name. `listAge`: milliseconds since the list of
 * the revoked was made; null without one.
 */
export type PassAnswer =
  | { readonly answer: 'valid'; readonly pass: CompactPass; readonly listAge: number }
  | {
      readonly answer: 'revoked'
      readonly kind: CompactPass['kind']
      readonly serial: number
      readonly listAge: number
    }
  | { readonly answer: 'expired'; readonly pass: CompactPass; readonly listAge: number | null }
  | {
      readonly answer: 'couldNotCheck'
      readonly why: NotChecked
      readonly pass?: CompactPass
      readonly listAge: number | null
    }

export interface CheckAgainst {
  readonly keys: readonly PassKey[]
  /** The newest list for this kind (and event); undefined while there is none. */
  readonly list: RevokedList | undefined
  /** Milliseconds since 1970, by the verifier's clock. */
  readonly now: number
  readonly verify: Verify
  /** How old a list may be, in milliseconds, before "not revoked" is no longer said; seven days unless given. */
  readonly listLasts?: number
}

export const LIST_LASTS = 7 * DAY_MS

/**
 * Judges a pass without a network. Fails closed: `valid` needs a known key in use on the day it signed, its signature, the days of the pass, and a list
 * young enough that does not name it. Never throws for any bytes; what `verify` throws counts as not verified.
 */
export async function checkPass(bytes: Uint8Array, against: CheckAgainst): Promise<PassAnswer> {
  const { list, listLasts = LIST_LASTS } = against
  // A signed list shows that it is at least as late as when it was made: a clock that was set back does not make old passes young.
  const now = Math.max(against.now, list?.madeAt ?? 0)
  const listAge = list ? now - list.madeAt : null
  const could = (why: NotChecked, pass?: CompactPass): PassAnswer => ({
    answer: 'couldNotCheck',
    why,
    ...(pass && { pass }),
    listAge,
  })

  const read = readOrUndefined(bytes)
  if (!read) return could('unreadable')
  const { pass } = read
  const named = against.keys.filter((key) => keyIdOf(key.publicKey) === read.keyId)
  if (named.length === 0) return could('unknownKey')
  const message = joinBytes(PASS_PREFIX, read.body)
  const signers = await Promise.all(
    named.map(async (key) => (await holds(against.verify, key, message, read.signature)) && key),
  )
  const key = signers.find((one) => one !== false)
  if (!key) return could('forged')
  if (!keySigned(key, dayBegins(pass.from))) return could('keyNotThen')

  const ofThis = list && list.kind === pass.kind && (pass.kind !== 'event' || list.about === pass.about)
  // Revoked stays revoked, however old the list and whatever the clock says.
  if (ofThis && list.has(pass.serial))
    return { answer: 'revoked', kind: pass.kind, serial: pass.serial, listAge: now - list.madeAt }
  if (pass.until !== null && now >= dayEnds(pass.until))
    return { answer: 'expired', pass, listAge: ofThis ? listAge : null }
  if (now < dayBegins(pass.from)) return could('notYet', pass)
  if (!ofThis) return { answer: 'couldNotCheck', why: 'noList', pass, listAge: null }
  if (now - list.madeAt > listLasts) return could('listTooOld', pass)
  return { answer: 'valid', pass, listAge: now - list.madeAt }
}

async function holds(
  verify: Verify,
  key: PassKey,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  try {
    return (await verify(key.publicKey, message, signature)) === true
  } catch {
    return false
  }
}

function readOrUndefined(bytes: Uint8Array): ReturnType<typeof decodePass> | undefined {
  try {
    return decodePass(bytes)
  } catch (thrown) {
    if (thrown instanceof PassRefused) return undefined
    throw thrown
  }
}
