import { createHmac, randomBytes } from 'node:crypto'
import { countedAddress } from '#platform/accounts/budgets.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Platform } from '#platform/context.ts'
import { saltOf } from './visitStore.ts'

const SALT_BYTES = 32
/** 96 bits: among millions of visitors no two are the same, and nothing else is asked of it. */
const DIGEST_HEX = 24

export interface VisitorDigests {
  /** Of a link, an address and a browser: the same visitor of two links has two. */
  readonly visitor: string
  readonly caller: string
}

/**
 * Makes digests under the salt of the day. All processes of an edition share it; the first visit of a new day makes a new one and deletes the old, here and in
 * the database, so that nothing leads from a digest back to an address, nor from one day's to the next's.
 */
export function visitorDigests(
  platform: Platform,
): (code: string, address: string, agent: string) => Promise<VisitorDigests> {
  let known: { readonly day: string; readonly salt: Promise<Buffer> } | undefined
  const saltNow = (): Promise<Buffer> => {
    const day = indianDay(platform.clock.now())
    if (known?.day !== day) {
      const salt = saltOf(platform.db, day, randomBytes(SALT_BYTES))
      // What could not be read is asked for again by the next visit.
      salt.catch(() => (known = undefined))
      known = { day, salt }
    }
    return known.salt
  }
  return async (code, address, agent) => {
    const salt = await saltNow()
    const digest = (...parts: readonly string[]): string =>
      createHmac('sha256', salt).update(parts.join('\n')).digest('hex').slice(0, DIGEST_HEX)
    const caller = countedAddress(address)
    return { visitor: digest(code, caller, agent), caller: digest(caller) }
  }
}
