import { z } from 'zod'
import type { AppointedRole } from '#modules/people/domain/appointment.ts'
import { ownRankName, type RankNames } from '#modules/people/domain/ranks.ts'
import type { Context, Locale } from '#platform/context.ts'
import { wordsIfAny } from '#platform/i18n/wordsOf.ts'
import { currentSettings } from '#platform/settings/currentSettings.ts'

/** What a rank is called, in both languages. */
export const rankShape = z.strictObject({ hi: z.string(), en: z.string() })
type Rank = z.input<typeof rankShape>

/**
 * How the organisation calls the ranks, as its pages do: by its own name for the role at a level, else for the role, else by the built-in word.
 * @returns level: of the place where the rank is held; undefined: wherever its level has no name of its own
 */
export async function rankNamer(
  ctx: Context,
): Promise<(role: AppointedRole, level: string | undefined) => Rank> {
  const own = Object.entries((await currentSettings(ctx.platform))?.ranks ?? {})
  const names = (locale: Locale): RankNames =>
    Object.fromEntries(own.map(([key, name]) => [key, name[locale]]))
  const [hindi, english] = [names('hi'), names('en')]
  const usual = (role: AppointedRole, locale: Locale) => wordsIfAny(`people_c_role_${role}`, locale) ?? role
  return (role, level) => ({
    hi: ownRankName(hindi, role, level) ?? usual(role, 'hi'),
    en: ownRankName(english, role, level) ?? usual(role, 'en'),
  })
}
