import { json } from '@sveltejs/kit'
import { keepMedia } from '#modules/learning/server/keepMedia.ts'
import { spend } from '#platform/accounts/budgets.ts'
import { isRefusal, Refusal } from '#platform/errors/catalogue.ts'
import { readFormWithFile } from '#platform/errors/parse.ts'
import { wordsOf, wordsOfRefusal } from '#platform/i18n/wordsOf.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import type { RequestHandler } from './$types'

const KINDS = ['picture', 'audio', 'video'] as const

/** A picture, sound or film for a lesson. The editor asks for it beside its form, so that what is typed there stays as it is, whatever is wrong with a file. */
export const POST: RequestHandler = async (event) => {
  const { personId } = signedIn(event)
  try {
    await spend(event.locals.context.platform, 'reportPerPerson', personId)
    const { fields, file } = await readFormWithFile(event.request, 'file')
    const kind = KINDS.find((one) => one === fields.kind)
    if (!kind || !file) throw new Refusal('badInput', { reason: 'learning_file_needed' })
    const { sha256, bytes } = await keepMedia(
      event.locals.context,
      kind,
      file.stream() as unknown as AsyncIterable<Uint8Array>,
    )
    return json({ file: sha256, bytes })
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    const words =
      wordsOfRefusal(thrown) ??
      wordsOf(thrown.id === 'tooLarge' ? 'learning_video_large' : 'platform_refused')
    return json({ words }, { status: thrown.status })
  }
}
