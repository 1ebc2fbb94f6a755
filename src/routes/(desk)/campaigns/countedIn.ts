import { countAudience } from '#modules/campaigns/server/audience.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { tickedIn } from './campaignDesk.ts'

/**
 * Whether the form's button asked to count, and then whom: nothing is kept, and nothing typed is lost.
 * @returns undefined when the form itself was sent
 */
export async function countedIn(
  locals: App.Locals,
  url: URL,
  { count, ...typed }: Readonly<Record<string, string>>,
) {
  if (count === undefined) return undefined
  const asked = { placeId: typed.placeId ?? '', ...tickedIn(typed) }
  return attemptInWords(url, typed, async () => {
    const reach = await countAudience(locals.context, asked, locals.edition.releaseRules)
    return { typed, reach }
  })
}
