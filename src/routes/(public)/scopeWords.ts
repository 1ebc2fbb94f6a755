import { m } from '#paraglide/messages.js'
import type { ApiScope } from '#platform/accounts/apiScopes.ts'

/** What a key's scope opens, in words; programs know it by its code. */
export const scopeWords: Readonly<Record<ApiScope, () => string>> = {
  read: m.accounts_scope_read,
  write: m.accounts_scope_write,
  'people:read': m.accounts_scope_people_read,
  'places:read': m.accounts_scope_places_read,
  'coverage:read': m.accounts_scope_coverage_read,
  'offices:read': m.accounts_scope_offices_read,
  'tasks:read': m.accounts_scope_tasks_read,
  'tasks:write': m.accounts_scope_tasks_write,
  'events:read': m.accounts_scope_events_read,
  'learning:read': m.accounts_scope_learning_read,
}

/** What a key's scope opens, with its code beside: where it is chosen and where it stands. */
export const scopeLabel = (scope: ApiScope): string => `${scopeWords[scope]()} (${scope})`
