import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { ReadScheme } from '../../domain/schemeChoice.ts'
import { feedAddress } from './feedSettings.ts'
import { factOf } from './schemeFactStore.ts'
import { maySeeSchemes } from './schemePolicy.ts'

/** A scheme as it was last read, for whoever makes or reads pieces. @throws Refusal notSignedIn, forbidden; notFound also where it is gone from the feed */
export async function openScheme(ctx: Context, key: string): Promise<ReadScheme> {
  requirePerson(ctx.actor)
  authorise(maySeeSchemes(ctx.actor))
  return ctx.transaction((tx) => readScheme(tx, key))
}

/** The same for verbs of this room, after their own policy. @throws Refusal notFound */
export async function readScheme(tx: Transaction, key: string): Promise<ReadScheme> {
  // The feed's own keys are words of a path (docs/formats/scheme-feed.md); PostgreSQL takes no zero byte.
  const kept = /^[\w.-]{1,120}$/.test(key) ? await factOf(tx, key) : undefined
  const address = await feedAddress(tx.db)
  if (!kept || kept.goneAt !== null || !URL.canParse(address))
    throw new Refusal('notFound', { reason: 'studio_s_unknown' })
  const { name, benefit, whoMayGetIt, documents, howToApply, conflict, sources, status } = kept.fact
  return {
    ...{ key, version: kept.version, readOn: indianDay(kept.lastReadAt), status },
    ...{ name, benefit, whoMayGetIt, documents, howToApply, conflict },
    // Where the programme shows a scheme to people (docs/formats/scheme-feed.md).
    page: new URL(`/schemes/${key}`, address).href,
    sources: sources.map(({ title, address: at, readOn }) => ({ title, address: at, readOn })),
  }
}
