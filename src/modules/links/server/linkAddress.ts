import type { Environment } from '#platform/environment/environment.ts'

/** Where short links live on the organisation's own host, which always answers them too. */
export const OWN_PREFIX = '/s/'

/** What a volunteer hands on: `https://short.example/h4k9wcz`, or under `/s/` on the organisation's host where it has no short domain. */
export const linkAddress = (
  { SHORT_ORIGIN, origin }: Pick<Environment, 'SHORT_ORIGIN' | 'origin'>,
  code: string,
): string => (SHORT_ORIGIN ? `${new URL(SHORT_ORIGIN).origin}/${code}` : `${origin}${OWN_PREFIX}${code}`)
