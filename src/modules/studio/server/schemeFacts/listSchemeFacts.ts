import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { feedAddress } from './feedSettings.ts'
import { factsOf, lastReading, type Reading, type SchemeFact } from './schemeFactStore.ts'
import { mayKeepFeed, mayReadFeed, maySeeSchemes } from './schemePolicy.ts'

export interface SchemeFacts {
  readonly address: string
  readonly reading: Pick<Reading, 'at' | 'outcome' | 'fault' | 'schemes'> | undefined
  readonly facts: readonly SchemeFact[]
  readonly mayKeep: boolean
  readonly mayRead: boolean
}

/** What was read of schemes, from where, when, and how the last asking went. @throws Refusal forbidden */
export async function listSchemeFacts(ctx: Context): Promise<SchemeFacts> {
  requirePerson(ctx.actor)
  authorise(maySeeSchemes(ctx.actor))
  return ctx.transaction(async (tx) => {
    const address = await feedAddress(tx.db)
    return {
      address,
      reading: address === '' ? undefined : await lastReading(tx, address),
      facts: await factsOf(tx),
      mayKeep: mayKeepFeed(ctx.actor).allowed,
      mayRead: mayReadFeed(ctx.actor).allowed,
    }
  })
}
