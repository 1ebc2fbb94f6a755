import { json } from '@sveltejs/kit'
import { editsAfter } from '#modules/studio/server/editsAfter.ts'
import { saveEdits } from '#modules/studio/server/saveEdits.ts'
import type { SaveEdits } from '#modules/studio/domain/piece.ts'
import { spend } from '#platform/accounts/budgets.ts'
import { isRefusal, Refusal } from '#platform/errors/catalogue.ts'
import { wordsOf, wordsOfRefusal } from '#platform/i18n/wordsOf.ts'
import { requirePerson } from '#platform/access/authorise.ts'
import type { RequestHandler } from './$types'

/** What an editor's page asks by itself, answered in JSON: also a refusal, in words and with its id, so that what waits there stays and can be sent again. */
async function answered(work: () => Promise<unknown>): Promise<Response> {
  try {
    return json(await work())
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    const words = wordsOfRefusal(thrown) ?? wordsOf(Object.values(thrown.fields)[0] ?? `platform_refused`)
    return json({ id: thrown.id, words }, { status: thrown.status })
  }
}

/** What others did since a version. */
export const GET: RequestHandler = ({ locals: { context }, params, url }) =>
  answered(async () => {
    const { personId } = requirePerson(context.actor)
    await spend(context.platform, 'studioPerPerson', personId)
    return editsAfter(context, params.id, Number(url.searchParams.get('after') ?? ''))
  })

/** A batch of edits, by its own command. */
export const POST: RequestHandler = ({ locals: { context }, params, request }) =>
  answered(async () => {
    const { personId } = requirePerson(context.actor)
    await spend(context.platform, 'studioPerPerson', personId)
    const body = (await request.json().catch(() => {
      throw new Refusal('badInput', { reason: 'scenes_edit_wrong' })
    })) as Partial<SaveEdits> | null
    return saveEdits(context, { ...body, pieceId: params.id } as SaveEdits)
  })
