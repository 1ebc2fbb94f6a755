import type { FeedScheme } from '#engines/schemefeed/index.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { catalogue } from './catalogue.ts'

/** All schemes in the alphabet of the visitor's language, those that ended last. */
export function listSchemes(ctx: Context): readonly FeedScheme[] {
  const order = new Intl.Collator(ctx.locale)
  const hasEnded = (scheme: FeedScheme): number => Number(scheme.status === 'ended')
  return catalogue.toSorted(
    (a, b) => hasEnded(a) - hasEnded(b) || order.compare(a.name[ctx.locale], b.name[ctx.locale]),
  )
}

/** One scheme. @throws Refusal notFound */
export function viewScheme(_ctx: Context, key: string): FeedScheme {
  const scheme = catalogue.find((each) => each.key === key)
  if (!scheme) throw new Refusal('notFound', { reason: 'schemes_unknown' })
  return scheme
}
