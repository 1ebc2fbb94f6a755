/** Who may do what with elections, as sentences. What is not said here is not allowed. */
import type { Actor } from '#platform/access/actor.ts'
import { only, type Verdict } from '#platform/access/authorise.ts'
import type { Authority, Role } from '#platform/access/scope.ts'

const held = (actor: Actor): readonly Authority[] => (actor.kind === 'person' ? actor.authorities : [])
const ofState = (actor: Actor, roles: readonly Role[]): boolean =>
  held(actor).some(({ role, level, wing }) => roles.includes(role) && level === 'state' && wing === null)

/** The calendar decides what goes out in the whole state: it is kept by those who lead all of it, in every wing. */
export const mayKeepCalendar = (actor: Actor): Verdict =>
  only(ofState(actor, ['coordinator', 'admin']), 'elections_may_not_keep')

const CALENDAR_READERS: ReadonlySet<Role> = new Set([
  'booth_lead',
  'coordinator',
  'creator',
  'reviewer',
  'admin',
  'auditor',
])
/** When a place polls is no secret: whoever leads people, makes or reads what they share, or watches over them may read it, wherever that is. */
export const maySeeCalendar = (actor: Actor): Verdict =>
  only(
    held(actor).some(({ role }) => CALENDAR_READERS.has(role)),
    'elections_may_not_see',
  )

/** What a rule says is changed by the administrator of the whole state alone. */
export const mayChangeRules = (actor: Actor): Verdict =>
  only(ofState(actor, ['admin']), 'elections_may_not_rule')

/** Certificates, official handles and what the campaign costs are the whole state's: written by those who lead all of it. */
export const mayKeepRegisters = (actor: Actor): Verdict =>
  only(ofState(actor, ['coordinator', 'admin']), 'elections_may_not_keep')

/** And read by these and by whoever audits the whole state. */
export const maySeeRegisters = (actor: Actor): Verdict =>
  only(ofState(actor, ['coordinator', 'admin', 'auditor']), 'elections_may_not_see')

/** Heads of the statement, and the ledger as a file, are the administrator's. */
export const mayExportLedger = (actor: Actor): Verdict =>
  only(ofState(actor, ['admin']), 'elections_may_not_export')
export const mayChangeHeads = mayExportLedger
