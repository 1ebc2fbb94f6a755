import type { RankNames } from '#modules/people/domain/ranks.ts'

/** The organisation's own names of ranks in the visitor's language, for pages that name ranks; the volunteer's pages name none. */
export const rankNames = ({ settings, locale }: Pick<App.Locals, 'settings' | 'locale'>): RankNames =>
  Object.fromEntries(Object.entries(settings?.ranks ?? {}).map(([key, own]) => [key, own[locale]]))
