/**
 * What an API key may open; none goes beyond its person's own authority. `read` and `write` are wide: all that shows, and all that changes
 * as well. The others name one resource of /api/v1. The table `accounts.api_key` holds the same list.
 */
export const API_SCOPES = [
  'read',
  'write',
  'people:read',
  'places:read',
  'coverage:read',
  'offices:read',
  'tasks:read',
  'tasks:write',
  'events:read',
  'learning:read',
] as const
export type ApiScope = (typeof API_SCOPES)[number]

/** Whether a key with these scopes opens what needs one: who may write a resource may read it. */
export function opens(held: readonly ApiScope[], needed: ApiScope): boolean {
  const writing = needed.replace(/read$/, 'write') as ApiScope
  const wide = needed.endsWith('read') ? (['read', 'write'] as const) : (['write'] as const)
  return [needed, writing, ...wide].some((scope) => held.includes(scope))
}
