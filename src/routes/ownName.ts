import { viewActing } from '#modules/people/server/viewActing.ts'

/** The name of whoever is signed in, for pages that must say whom the browser takes the visitor for; undefined for a stranger. */
export async function ownName({
  context,
  locale,
}: Pick<App.Locals, 'context' | 'locale'>): Promise<string | undefined> {
  if (context.actor.kind !== 'person') return undefined
  const { nameHi, nameEn } = await viewActing(context)
  return (locale === 'hi' ? nameHi : nameEn) || undefined
}
