import type { Role } from '#platform/access/scope.ts'
import type { AppointedRole } from '#modules/people/domain/appointment.ts'

/** Roles of an edition, by what they may do. */
export interface Cast {
  readonly edition: 'organisation' | 'programme'
  readonly coordinator: Role
  readonly admin: Role
  /** Who only look: booth leads and auditors. */
  readonly watchers: readonly Role[]
  readonly powerless: readonly Role[]
  /** Whom a coordinator may appoint at his own place and below; his own role only strictly below. */
  readonly givenByCoordinator: readonly Role[]
  /** Everything that an administrator may give: the edition's roles. */
  readonly roles: readonly AppointedRole[]
  /** Roles of the other edition: nobody here gives them. */
  readonly foreign: readonly AppointedRole[]
}

/** As the domain's glossary and rule 22 (nobody grants above their own scope) name them. */
export const ORGANISATION: Cast = {
  edition: 'organisation',
  coordinator: 'coordinator',
  admin: 'admin',
  watchers: ['booth_lead', 'auditor'],
  powerless: ['volunteer', 'trainer', 'creator', 'reviewer', 'researcher', 'editor'],
  givenByCoordinator: ['volunteer', 'booth_lead', 'trainer', 'creator'],
  roles: [
    'volunteer',
    'booth_lead',
    'coordinator',
    'trainer',
    'creator',
    'reviewer',
    'researcher',
    'editor',
    'auditor',
    'admin',
  ],
  foreign: ['mitra', 'supervisor', 'programme_admin'],
}
export const PROGRAMME: Cast = {
  edition: 'programme',
  coordinator: 'supervisor',
  admin: 'programme_admin',
  watchers: [],
  powerless: ['mitra', 'field_volunteer', 'paymaster'],
  givenByCoordinator: ['mitra', 'field_volunteer'],
  roles: ['mitra', 'field_volunteer', 'supervisor', 'paymaster', 'programme_admin'],
  foreign: ['volunteer', 'coordinator', 'admin'],
}
