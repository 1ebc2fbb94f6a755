import { redirect } from '@sveltejs/kit'
import { openKit } from '#modules/campaigns/server/myKits.ts'
import { spend } from '#platform/accounts/budgets.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { wordsOf } from '#platform/i18n/wordsOf.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { OWN_COMMANDS } from '../../ownCommands.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  signedIn(event)
  const { context, edition, settings } = event.locals
  const { hold, ...view } = await openKit(context, event.params.id, edition.releaseRules)
  return {
    view,
    hold: hold && { until: hold.until, words: wordsOf(hold.reason) },
    command: uuidv7(context.now),
    // Words go out in the kit's language, whatever the page's is.
    names: { hi: settings?.nameHi, en: settings?.nameEn },
    done: event.url.searchParams.has('done'),
  }
}

export const actions: Actions = {
  /** What she says of her own sharing; the same from a phone's outbox. */
  share: async (event) => {
    const { personId } = signedIn(event)
    const fields = await readForm(event.request)
    return attemptInWords(event.url, fields, async () => {
      await spend(event.locals.context.platform, 'syncPerPerson', personId)
      const said = { ...fields, kitId: event.params.id }
      await OWN_COMMANDS['campaigns.recordShare'].run(event.locals.context, { fields: said })
      redirect(303, `/kit/${event.params.id}?done`)
    })
  },
}
