import type { Actions, RequestEvent } from '@sveltejs/kit'
import { addWing } from '#modules/people/server/addWing.ts'
import { changeOrganisation } from '#modules/people/server/changeOrganisation.ts'
import { nameRanks } from '#modules/people/server/nameRanks.ts'
import type { NameWings } from '#modules/people/domain/houseNames.ts'
import { nameWings } from '#modules/people/server/nameWings.ts'
import { retireWing } from '#modules/people/server/retireWing.ts'
import { useWingAgain } from '#modules/people/server/useWingAgain.ts'
import { viewHouseNames } from '#modules/people/server/viewHouseNames.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { orSecondStep } from '#platform/web/signedIn.ts'

/** Where names are changed: the same door for the organisation (`/settings`) and for the programme (`/staff/settings`). */
export async function loadNames(event: Pick<RequestEvent, 'locals' | 'url'>) {
  // Asked before anything is typed, so that nothing typed is lost.
  const { context, locale, edition } = event.locals
  return {
    ...(await orSecondStep(event, () => viewHouseNames(context))),
    locale,
    edition: edition.name,
    commands: { organisation: uuidv7(), wings: uuidv7(), add: uuidv7(), retire: uuidv7(), again: uuidv7(), ranks: uuidv7() }, // prettier-ignore
  }
}

type Fields = Readonly<Record<string, string>>

/** Fields called `wings.3.nameHi` as one object a number: what stands at the fields' names is what a refusal names. */
function under(fields: Fields, name: string): Record<string, Record<string, string>> {
  const found = new Map<string, Record<string, string>>()
  for (const [field, value] of Object.entries(fields)) {
    const [first, key, last, ...more] = field.split('.')
    if (first !== name || !key || !last || more.length > 0) continue
    found.set(key, { ...found.get(key), [last]: value })
  }
  return Object.fromEntries(found)
}

/** Each form's answer names the form (`at`), so that what was typed into it stays in it. */
const form =
  (at: string, verb: (event: RequestEvent, fields: Fields) => Promise<unknown>) =>
  async (event: RequestEvent) => {
    const fields = await readForm(event.request)
    return attemptInWords(event.url, { ...fields, at }, async () => {
      await verb(event, fields)
      return { done: at }
    })
  }

export const namesActions = {
  organisation: form('organisation', ({ locals }, fields) => {
    const { command = '', seen = '', nameHi = '', nameEn = '', titleHi = '', titleEn = '' } = fields
    const { accent = '', grievanceName = '', grievanceContact = '' } = fields
    return changeOrganisation(locals.context, {
      ...{ command, seen, nameHi, nameEn, titleHi, titleEn },
      ...{ accent, grievanceName, grievanceContact },
    })
  }),
  wings: form('wings', ({ locals }, { command = '', seen = '', ...fields }) =>
    nameWings(locals.context, { command, seen, wings: under(fields, 'wings') as NameWings['wings'] }),
  ),
  add: form('add', ({ locals }, { command = '', key = '', nameHi = '', nameEn = '' }) =>
    addWing(locals.context, { command, key, nameHi, nameEn }),
  ),
  retire: form('retire', ({ locals }, { command = '', wing = '' }) =>
    retireWing(locals.context, { command, wing }),
  ),
  again: form('again', ({ locals }, { command = '', wing = '' }) => useWingAgain(locals.context, { command, wing })), // prettier-ignore
  ranks: form('ranks', ({ locals }, { command = '', seen = '', ...fields }) =>
    nameRanks(locals.context, { command, seen, ranks: under(fields, 'ranks') }),
  ),
} satisfies Actions
