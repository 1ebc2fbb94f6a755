import { childrenOf, placeOf } from '#modules/places/server/index.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { PLATFORMS, type Platform } from '../domain/platform.ts'
import { channelsOf, type Channel } from './channelStore.ts'
import { looker } from './keeping.ts'
import { appOf } from './oauth/app.ts'
import { mayKeepChannels, maySeeChannels } from './policy.ts'
import { needyTargets } from './targetStore.ts'

export interface ChannelsView {
  readonly channels: readonly Channel[]
  /** Platforms whose app the environment names; Telegram and the website need none. */
  readonly ready: readonly Platform[]
  readonly mayKeep: boolean
  /** Posts that wait for a person. */
  readonly needy: number
  /** For whom a channel may speak: the state, or a district of it. Empty for whoever keeps none. */
  readonly places: readonly { readonly id: string; readonly nameHi: string; readonly nameEn: string }[]
}

/** The organisation's own channels with their state. @throws Refusal forbidden */
export async function listChannels(ctx: Context): Promise<ChannelsView> {
  const { authorities } = looker(ctx.actor, maySeeChannels)
  const home = authorities.find(({ level, wing }) => level === 'state' && wing === null)
  const { environment } = ctx.platform
  return ctx.transaction(async (tx) => ({
    channels: await channelsOf(tx),
    ready: PLATFORMS.filter(
      (platform) => platform === 'telegram' || platform === 'website' || appOf(environment, platform),
    ),
    mayKeep: mayKeepChannels(ctx.actor).allowed,
    needy: (await needyTargets(tx)).length,
    places: home && mayKeepChannels(ctx.actor).allowed ? await placesFrom(tx, home.placeId) : [],
  }))
}

/** Whether somebody keeps or publishes on channels, for her menu. */
export const keepsChannels = (ctx: Context): boolean => maySeeChannels(ctx.actor).allowed

async function placesFrom(tx: Transaction, id: string) {
  const state = await placeOf(tx, id)
  const below = await childrenOf(tx, id)
  return [...(state ? [state] : []), ...below].map((place) => ({
    id: place.id,
    nameHi: place.nameHi,
    nameEn: place.nameEn,
  }))
}
