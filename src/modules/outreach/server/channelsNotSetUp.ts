import type { Context, Platform } from '#platform/context.ts'
import type { PushKeys } from '#platform/messages/pushAdapter.ts'
import type { MessageChannel } from '../domain/message.ts'

/** The keys by which push services know this installation; undefined where none are configured. */
export function pushKeysOf({ environment }: Pick<Platform, 'environment'>): PushKeys | undefined {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_CONTACT: contact } = environment
  if (!publicKey || !privateKey || !contact) return undefined
  return { publicKey, privateKey, contact, allowLoopback: environment.PUSH_ON_LOOPBACK }
}

/** Channels by which nobody can agree to be reached here, each with the id of the words that say why. */
export function channelsNotSetUp(ctx: Context): Readonly<Partial<Record<MessageChannel, string>>> {
  return pushKeysOf(ctx.platform) ? {} : { push: 'outreach_ch_push_none' }
}
