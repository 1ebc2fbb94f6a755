import { INVITED_ROLES } from '#modules/events/domain/event.ts'

/** The form of an event says each invited role as a box of its own. */
export const rolesIn = (fields: Readonly<Record<string, string>>): string[] =>
  INVITED_ROLES.filter((role) => fields[`role-${role}`] === 'on')
