import { decideTarget, type DecideTarget } from '#modules/channels/server/decideTarget.ts'
import { viewPost } from '#modules/channels/server/listPosts.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { withWords } from '../../postWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params }) => {
  const { post, attempts, mayDecide } = await viewPost(locals.context, params.id)
  return {
    post: withWords(post),
    // Whom a decision names stands in the audit log.
    attempts: attempts.map((line, nth) => ({
      ...line,
      nth,
      answered: line.step === 'person' ? '' : line.answered,
    })),
    mayDecide,
    commands: { there: uuidv7(), notThere: uuidv7(), again: uuidv7(), withdraw: uuidv7(), gone: uuidv7() },
    locale: locals.locale,
  }
}

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const { command = '', decision = '', platformId = '', why = '', looked } = await readForm(request)
    return attemptInWords(url, { decision, platformId, why }, async () => {
      await decideTarget(locals.context, { command, targetId: params.id, decision: decision as DecideTarget['decision'], platformId, why, looked: looked !== undefined }) // prettier-ignore
      return { done: true as const }
    })
  },
}
