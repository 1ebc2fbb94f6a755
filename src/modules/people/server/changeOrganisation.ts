import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { settingsChanged } from '#platform/settings/currentSettings.ts'
import { saveSettings } from '#platform/settings/settings.ts'
import { changeOrganisationSchema, type ChangeOrganisation } from '../domain/houseNames.ts'
import { lockNames, mayChangeNames } from './viewHouseNames.ts'

/**
 * Changes what the organisation is called, the title on the card, the accent and who answers complaints.
 * @throws Refusal forbidden to all but the administrator of the whole state; secondStepNeeded
 * @throws Refusal changedMeanwhile when somebody else changed it since the form was made
 */
export async function changeOrganisation(ctx: Context, input: ChangeOrganisation): Promise<void> {
  mayChangeNames(ctx)
  const { command, seen, ...organisation } = parse(changeOrganisationSchema, input)
  const verb = 'people.changeOrganisation'
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb, input: organisation }, async () => {
      const { settings } = await lockNames(tx, 'organisation', seen)
      await saveSettings(tx, { ...settings, ...organisation }, verb)
    }),
  )
  settingsChanged(ctx.platform)
}
