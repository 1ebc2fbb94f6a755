import { json } from '@sveltejs/kit'
import { shapeWords } from '#modules/studio/server/shapeWords.ts'
import { requirePerson } from '#platform/access/authorise.ts'
import { spend } from '#platform/accounts/budgets.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { RequestHandler } from './$types'

/** Outlines of words that an editor's browser does not know yet. */
export const POST: RequestHandler = async ({ locals: { context }, request }) => {
  const { personId } = requirePerson(context.actor)
  await spend(context.platform, 'studioPerPerson', personId)
  const asked: unknown = await request.json().catch(() => {
    throw new Refusal('badInput', { reason: 'scenes_text_wrong' })
  })
  return json(await shapeWords(context, asked))
}
