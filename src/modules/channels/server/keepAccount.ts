import { declareHandle } from '#modules/elections/server/index.ts'
import type { PersonActor } from '#platform/access/actor.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { NETWORK_OF, type Platform } from '../domain/platform.ts'
import { saveChannel, sealToken } from './channelStore.ts'
import type { Account } from './oauth/exchange.ts'
import { SCOPES } from './oauth/authorize.ts'

/**
 * Keeps an account of the organisation's as a channel and declares it in the register of official accounts: whose cost and words are stated in an
 * election. Its token rests sealed under keys outside the database.
 * @returns the channel's id; an account that is connected already stays the channel that it is
 */
export async function keepAccount(
  tx: Transaction,
  keys: KeyRing,
  platform: Platform,
  account: Account,
  person: PersonActor,
): Promise<string> {
  // It speaks to the whole state until somebody says that it is a part's own.
  const state = person.authorities.find(({ level, wing }) => level === 'state' && wing === null)!
  const handleId = account.address.startsWith('https://')
    ? await declareHandle(tx, {
        network: NETWORK_OF[platform],
        handle: account.handle.slice(0, 100),
        address: account.address,
        since: indianDay(tx.now),
      })
    : null
  const after = (seconds: number | null) =>
    seconds === null ? null : new Date(tx.now.getTime() + seconds * 1000)
  const isOpen = platform === 'website'
  const id = await saveChannel(
    tx,
    {
      id: uuidv7(tx.now),
      platform,
      name: account.name.slice(0, 120),
      accountId: account.accountId,
      address: account.address,
      handleId,
      placeId: state.placeId,
      placeLft: state.lft,
      placeRgt: state.rgt,
      scopes: platform in SCOPES ? SCOPES[platform as keyof typeof SCOPES] : [],
      endsAt: after(account.endsIn),
      renewsAt: after(account.renewsIn),
      madeBy: person.personId,
    },
    (channelId) => (isOpen ? null : sealToken(keys, channelId, account.token)),
  )
  record(tx, 'channels.connect', `channel:${id}`, { platform, handleId })
  return id
}
