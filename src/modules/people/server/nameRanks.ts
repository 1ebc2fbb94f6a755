import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { settingsChanged } from '#platform/settings/currentSettings.ts'
import { saveSettings } from '#platform/settings/settings.ts'
import { nameRanksSchema, ranksNamed, type NameRanks } from '../domain/houseNames.ts'
import { lockNames, mayChangeNames } from './viewHouseNames.ts'

/**
 * Gives ranks names of the organisation's own, in both languages; a rank left empty goes back to the built-in word. What a rank may do does
 * not change with its name.
 * @throws Refusal as changeOrganisation
 */
export async function nameRanks(ctx: Context, input: NameRanks): Promise<void> {
  mayChangeNames(ctx)
  const { command, seen, ranks: given } = parse(nameRanksSchema, input)
  const ranks = ranksNamed(ctx.platform.environment.edition, given)
  const verb = 'people.nameRanks'
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb, input: ranks }, async () => {
      const { settings } = await lockNames(tx, 'ranks', seen)
      await saveSettings(tx, { ...settings, ranks }, verb)
    }),
  )
  settingsChanged(ctx.platform)
}
