import { redirect } from '@sveltejs/kit'
import { accountsToChoose, chooseAccount } from '#modules/channels/server/chooseAccount.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => ({
  accounts: await accountsToChoose(locals.context, url.searchParams.get('id') ?? ''),
  command: uuidv7(locals.context.now),
})

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const { command = '', accountId = '' } = await readForm(request)
    const connectingId = url.searchParams.get('id') ?? ''
    const done = await attemptInWords(url, { accountId }, () => chooseAccount(locals.context, { command, connectingId, accountId })) // prettier-ignore
    if ('channelId' in done) redirect(303, '/channels?connected')
    return done
  },
}
