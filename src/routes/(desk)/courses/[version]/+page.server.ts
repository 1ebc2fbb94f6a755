import { redirect, type RequestEvent } from '@sveltejs/kit'
import { changeVersion } from '#modules/learning/server/changeVersion.ts'
import { releaseVersion } from '#modules/learning/server/releaseVersion.ts'
import { retireVersion } from '#modules/learning/server/retireVersion.ts'
import { sendBackVersion } from '#modules/learning/server/sendBackVersion.ts'
import { sendForReview } from '#modules/learning/server/sendForReview.ts'
import { viewVersion } from '#modules/learning/server/viewVersion.ts'
import { UPLOAD_LIMITS, UPLOAD_TYPES } from '#modules/learning/domain/media.ts'
import type { ChangeVersion } from '#modules/learning/domain/version.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals: { context }, params, url }) => ({
  version: await viewVersion(context, params.version, url.searchParams.get('at') ?? undefined),
  today: indianDay(context.now),
  uploads: { limits: UPLOAD_LIMITS, types: UPLOAD_TYPES },
  command: uuidv7(),
})

type Fields = Readonly<Record<string, string>>
type AtVersion = RequestEvent<{ version: string }>

/** Runs one of the page's forms. What was typed stays in the editor; it is not sent back through the answer. */
const run =
  <Done>(verb: (event: AtVersion, fields: Fields) => Promise<Done>) =>
  async (event: AtVersion) => {
    const fields = await readForm(event.request)
    return attemptInWords(event.url, {}, () => verb(event, fields))
  }

const contentOf = (text: string | undefined): ChangeVersion['content'] => {
  try {
    return JSON.parse(text ?? '') as ChangeVersion['content']
  } catch {
    // What no editor of ours sends: the schema says so.
    return {} as ChangeVersion['content']
  }
}

export const actions: Actions = {
  save: run(async ({ locals, params }, { command = '', basedOn = '', content }) => {
    const { hash } = await changeVersion(locals.context, {
      command,
      versionId: params.version,
      basedOn,
      content: contentOf(content),
    })
    return { done: 'saved' as const, hash }
  }),
  send: run(async ({ locals, params }, { command = '', basedOn = '' }) => {
    await sendForReview(locals.context, { command, versionId: params.version, basedOn })
    return { done: 'sent' as const }
  }),
  back: run(async ({ locals, params }, { command = '', words = '' }) => {
    await sendBackVersion(locals.context, { command, versionId: params.version, words })
    return { done: 'back' as const }
  }),
  release: run(async ({ locals, params }, { command = '', readHash = '' }) => {
    const { reopened } = await releaseVersion(locals.context, {
      command,
      versionId: params.version,
      readHash,
    })
    return { done: 'released' as const, reopened }
  }),
  retire: run(async ({ locals, params }, { command = '', words = '' }) => {
    await retireVersion(locals.context, { command, versionId: params.version, words })
    redirect(303, '/courses')
  }),
}
