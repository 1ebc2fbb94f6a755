import { findBooths } from '#modules/people/server/findBooths.ts'
import { listPlaces } from '#modules/people/server/listPlaces.ts'
import { countedAddress, spend } from '#platform/accounts/budgets.ts'
import { attempt } from '#platform/web/attempt.ts'
import { KEPT } from '../joinDraft.ts'
import type { PageServerLoad } from './$types'

/** `?q=` searches, `?under=` opens a page of the list, `?code=` keeps to an invitation, `?for=me` leads back to one's own booth. */
export const load: PageServerLoad = async ({ locals, url, getClientAddress }) => {
  const { context } = locals
  await spend(context.platform, 'boothSearchPerAddress', countedAddress(getClientAddress()))
  const asked = (name: string) => url.searchParams.get(name) ?? undefined
  const [code, query, under] = [asked('code'), asked('q')?.trim(), asked('under')]
  const mine = asked('for') === 'me'
  const back = mine ? '/my-booth' : code ? `/join/${encodeURIComponent(code)}` : '/join'
  const found = await attempt({}, async () =>
    query ? await findBooths(context, { code }, query) : undefined,
  )
  const refused = found && 'data' in found ? found.data.refusal.fields : undefined
  return {
    query: query ?? '',
    found: found && 'data' in found ? undefined : found,
    fault: refused?.boothQuery,
    list: await listPlaces(context, { code, under }),
    back,
    keep: {
      ...(code ? { code } : {}),
      ...(mine ? { for: 'me' } : {}),
      ...(url.searchParams.has(KEPT) ? { [KEPT]: '1' } : {}),
    },
    kept: url.searchParams.has(KEPT) ? `${KEPT}=1` : '',
  }
}
