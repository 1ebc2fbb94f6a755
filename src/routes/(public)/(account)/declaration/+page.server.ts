import { redirect } from '@sveltejs/kit'
import { DECLARATION_VERSION, type MakeDeclaration } from '#modules/people/domain/declaration.ts'
import { makeDeclaration } from '#modules/people/server/makeDeclaration.ts'
import { viewDeclaration } from '#modules/people/server/viewDeclaration.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { signedIn } from '#platform/web/signedIn.ts'
import { rankNames } from '../../../rankNames.ts'
import { attemptSaid, handOn, homeOf, nextOf } from '../accountDoor.ts'
import type { Actions, PageServerLoad } from './$types'

/** Whoever was given an office confirms once, in each edition, that she holds none in the other; until then it has no power. */
export const load: PageServerLoad = async (event) => {
  const { personId } = signedIn(event)
  const { context, edition, locale } = event.locals
  const { offices, declaredAt } = await viewDeclaration(context)
  return {
    offices,
    ranks: rankNames(event.locals),
    declaredAt,
    locale,
    edition: edition.name,
    version: DECLARATION_VERSION,
    command: uuidv7(context.now),
    handOn: handOn(event.url),
    goOn:
      offices.length === 0 || declaredAt ? (nextOf(event.url) ?? (await homeOf(event, personId))) : undefined,
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { personId } = signedIn(event)
    const { context } = event.locals
    const fields = await readForm(event.request)
    return attemptSaid({}, async () => {
      await makeDeclaration(context, {
        command: fields.command ?? '',
        version: fields.version as MakeDeclaration['version'],
        agreed: (fields.agreed === 'on') as true,
      })
      redirect(303, nextOf(event.url) ?? (await homeOf(event, personId)))
    })
  },
}
