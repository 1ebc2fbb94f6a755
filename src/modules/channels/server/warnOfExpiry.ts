import { record } from '#platform/audit/append.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Transaction } from '#platform/context.ts'
import { takeExpiring } from './channelStore.ts'
import { tellResponsibleOfAll } from './tellResponsible.ts'

/** Sign-ins are renewed by a person in a minute, but she must be told while there is time: two weeks before, then every third day. */
const WARNED_DAYS = 14
const AGAIN_DAYS = 3

/** Tells those who keep channels of each sign-in that ends soon. @returns how many channels */
export async function warnOfExpiry(tx: Transaction): Promise<number> {
  const at = tx.now.getTime()
  const ending = await takeExpiring(
    tx,
    new Date(at + WARNED_DAYS * DAY_MS),
    new Date(at - AGAIN_DAYS * DAY_MS),
  )
  const told = await tellResponsibleOfAll(
    tx,
    'expires',
    ending.map(({ name, endsAt }) => ({ channel: name, day: indianDay(endsAt!) })),
  )
  for (const { id } of ending) record(tx, 'channels.warnOfExpiry', `channel:${id}`, { told })
  return ending.length
}
