/** The people room's verbs that act on something of somebody else's: one row a verb, with the sentence that says who may. */
import { sql } from 'kysely'
import type { Role } from '#platform/access/scope.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { AppointedRole } from '#modules/people/domain/appointment.ts'
import { choosePlace } from '#modules/people/server/choosePlace.ts'
import { declinePerson } from '#modules/people/server/declinePerson.ts'
import { endAppointment } from '#modules/people/server/endAppointment.ts'
import { exportPeople } from '#modules/people/server/exportPeople.ts'
import { giveAppointment } from '#modules/people/server/giveAppointment.ts'
import { inviteBoothByBooth } from '#modules/people/server/inviteBoothByBooth.ts'
import { inviteVolunteers } from '#modules/people/server/inviteVolunteers.ts'
import { readSheet } from '#modules/people/server/readSheet.ts'
import { recordCallBack } from '#modules/people/server/recordCallBack.ts'
import { reinstatePerson } from '#modules/people/server/reinstatePerson.ts'
import { responsibleAt } from '#modules/people/server/responsibleAt.ts'
import { revealPhone } from '#modules/people/server/revealPhone.ts'
import { revokeInvitation } from '#modules/people/server/revokeInvitation.ts'
import { revokeVouch } from '#modules/people/server/revokeVouch.ts'
import { settleMissingBooth } from '#modules/people/server/settleMissingBooth.ts'
import { suspendPerson } from '#modules/people/server/suspendPerson.ts'
import { transferAppointment } from '#modules/people/server/transferAppointment.ts'
import { viewInvitation } from '#modules/people/server/viewInvitation.ts'
import { viewPerson } from '#modules/people/server/viewPerson.ts'
import { vouchForPerson } from '#modules/people/server/vouchForPerson.ts'
import type { MadeUpPerson, Network, PersonState, Place } from '#tests/builders/network.ts'
import type { PersonActor } from '#platform/access/actor.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import type { Cast } from './casts.ts'
import { boothChangeRows } from './boothChangeRows.ts'
import { harassmentRows } from './harassmentRows.ts'
import { nameRows } from './nameRows.ts'
import { suspensionRows } from './suspensionRows.ts'
import type { Rule } from './oracle.ts'

export interface Row {
  readonly rule: Rule
  /** What the verb reaches: the target in all wings at once, whatever its wing, the whole state in the parent body, or (`state`) in the target's wing. Default: the target in its own. */
  readonly reaches?: 'every' | 'none' | 'wholeState' | 'state'
  /** Makes what the verb is tried on; a refusal leaves it as it was, so it is made anew only after something was done. */
  readonly arrange: (place: Place, wing: number) => Promise<string>
  readonly act: (ctx: Context, subject: string, place: Place, wing: number) => Promise<unknown>
  /** Each pair of levels meets all three ways of wings (see `crossings`): one row for each rule, and for each kind of thing that is reached. */
  readonly full?: boolean
  /** Whoever tries it has the right to export with the appointment. */
  readonly mayExport?: boolean
  /** How the verb says "there is no such thing" to those who may not see it, where that is not `notFound`. */
  readonly unseen?: string
  /** The reason given where the place is no booth, for what is possible at booths only. */
  readonly onlyBooths?: string
}

/** Roles whose giving is tried in full: one that a coordinator gives anywhere below, and her own. */
const IN_FULL: ReadonlySet<AppointedRole> = new Set(['volunteer', 'coordinator'])

const command = () => uuidv7()

/** Where rows are tried; read when they are, since a table is written before its database is there. */
export interface Stage {
  readonly house: TestPlatform
  readonly network: Network
  /** An administrator of the whole state, who makes what only a verb can make. */
  readonly boss: PersonActor
}

export function peopleRows(at: () => Stage, cast: Cast): Record<string, Row> {
  const { coordinator, admin, watchers, edition } = cast
  // "A holder of a coordinator appointment in that wing whose scope contains the booth": an administrator as such does not vouch.
  const coordinators: Rule = { [coordinator]: 'within' }
  const leaders: Rule = { [coordinator]: 'within', [admin]: 'within' }
  const lookers: Rule = { ...leaders, ...Object.fromEntries(watchers.map((role) => [role, 'within'])) }
  // Nobody touches those who stand level with them; administrators can, or nobody could part with one.
  const above: Rule = { [coordinator]: 'below', [admin]: 'within' }

  const person = (place: Place, wing: number, state: PersonState) =>
    at().network.person({ place, wing, state })
  const personIn = (state: PersonState) => async (place: Place, wing: number) =>
    (await person(place, wing, state)).id
  const appointed = async (place: Place, wing: number, role: Role): Promise<[MadeUpPerson, string]> => {
    const holder = await person(place, wing, 'vouched')
    return [holder, await at().network.appoint(holder, { role })]
  }
  const sheetAt = async (place: Place, wing: number) => {
    const order = { command: command(), placeId: place.id, wing, onlyVacant: false }
    return (await inviteBoothByBooth(at().house.as(at().boss), order)).batchId
  }
  const invitationAt = async (place: Place, wing: number) => {
    const order = { command: command(), placeId: place.id, wing, days: 7, uses: 5 }
    return (await inviteVolunteers(at().house.as(at().boss), order)).invitationId
  }
  const dueCallBack = async (place: Place, wing: number) => {
    const [id, called] = [uuidv7(), await person(place, wing, 'vouched')]
    await sql`insert into people.vouch (id, person_id, vouched_by, place_id, wing, at, same_hand, call_back_due)
      values (${id}, ${called.id}, ${at().boss.personId}, ${place.id}, ${wing}, ${at().house.clock.now()}, true, true)`.execute(
      at().house.owner.db,
    )
    return id
  }
  const missingBooth = async (place: Place, wing: number) => {
    const [id, reporter] = [uuidv7(), await person(place, wing, 'phone_verified')]
    await sql`insert into people.missing_booth (id, reported_by, place_id, place_lft, wing, described, at)
      values (${id}, ${reporter.id}, ${place.id}, ${place.lft}, ${wing}, 'पीपल के पास', ${at().house.clock.now()})`.execute(
      at().house.owner.db,
    )
    return id
  }
  const give =
    (role: AppointedRole, changes: { placeId?: string; wing?: null; mayExport?: boolean } = {}) =>
    (ctx: Context, personId: string, place: Place, wing: number) =>
      giveAppointment(ctx, { command: command(), personId, role, placeId: place.id, wing, ...changes })
  const giveRow = (role: AppointedRole, rule: Rule): Row => ({
    rule,
    full: IN_FULL.has(role),
    arrange: personIn('vouched'),
    act: give(role),
  })

  const everywhere: Record<string, Row> = {
    vouchForPerson: {
      rule: coordinators,
      full: true,
      arrange: personIn('placed'),
      act: (ctx, personId) => vouchForPerson(ctx, { command: command(), personId }),
      onlyBooths: 'people_c_not_waiting',
    },
    declinePerson: {
      rule: leaders,
      full: true,
      arrange: personIn('placed'),
      act: (ctx, personId) => declinePerson(ctx, { command: command(), personId, reason: 'not_real' }),
    },
    revokeVouch: {
      rule: coordinators,
      arrange: personIn('vouched'),
      act: (ctx, personId) => revokeVouch(ctx, { command: command(), personId }),
    },
    suspendPerson: {
      rule: leaders,
      arrange: personIn('vouched'),
      act: (ctx, personId) => suspendPerson(ctx, { command: command(), personId, reason: 'misuse' }),
    },
    'suspendPerson, one who coordinates': {
      rule: above,
      full: true,
      arrange: async (place, wing) => (await appointed(place, wing, coordinator))[0].id,
      act: (ctx, personId) => suspendPerson(ctx, { command: command(), personId, reason: 'misuse' }),
    },
    reinstatePerson: {
      rule: leaders,
      arrange: personIn('suspended'),
      act: (ctx, personId) => reinstatePerson(ctx, { command: command(), personId, reason: 'settled' }),
    },
    ...suspensionRows(at, coordinators, admin),
    ...boothChangeRows(at, leaders),
    ...nameRows(at, { leaders, above, coordinators }, coordinator),
    viewPerson: { rule: lookers, full: true, arrange: personIn('vouched'), act: viewPerson },
    // Rule 18: phones are revealed one by one; those who must call are coordinators and administrators of the place and wing.
    revealPhone: {
      rule: leaders,
      arrange: personIn('vouched'),
      act: (ctx, personId) => revealPhone(ctx, { command: command(), personId, reason: 'check' }),
    },
    'endAppointment, one who coordinates': {
      rule: above,
      arrange: async (place, wing) => (await appointed(place, wing, coordinator))[1],
      act: (ctx, appointmentId) => endAppointment(ctx, { command: command(), appointmentId }),
    },
    [`endAppointment, ${cast.givenByCoordinator[1]}`]: {
      rule: leaders,
      arrange: async (place, wing) => (await appointed(place, wing, cast.givenByCoordinator[1]!))[1],
      act: (ctx, appointmentId) => endAppointment(ctx, { command: command(), appointmentId }),
    },
    // Who lives elsewhere is ended where the office is held, by whoever covers its place and wing.
    'endAppointment, whose holder lives elsewhere': {
      rule: above,
      arrange: async (place, wing) => {
        const far = at().network.tree.at(1, 0, 0, 0, 0)
        return at().network.appoint(await person(far, wing, 'vouched'), { role: coordinator, place })
      },
      act: (ctx, appointmentId) => endAppointment(ctx, { command: command(), appointmentId }),
    },
    'endAppointment, an administrator': {
      rule: { [admin]: 'within' },
      arrange: async (place, wing) => (await appointed(place, wing, admin))[1],
      act: (ctx, appointmentId) => endAppointment(ctx, { command: command(), appointmentId }),
    },
    ...Object.fromEntries(
      cast.roles.map((role) => [
        `giveAppointment, ${role}`,
        giveRow(
          role,
          role === (coordinator as string)
            ? above
            : cast.givenByCoordinator.includes(role)
              ? leaders
              : { [admin]: 'within' },
        ),
      ]),
    ),
    // Rule 13: nobody holds an appointment in both editions; no edition even gives the other's roles.
    ...Object.fromEntries(
      cast.foreign.map((role) => [`giveAppointment, ${role} of the other edition`, giveRow(role, {})]),
    ),
    // Rule 22: export is a separate right, and only an administrator adds it.
    'giveAppointment, with the right to export': {
      rule: { [admin]: 'within' },
      arrange: personIn('vouched'),
      act: give(
        cast.roles.find((role) => role === coordinator)!,
        { mayExport: true },
      ),
      mayExport: true,
    },
    'giveAppointment, into every wing': {
      rule: leaders,
      reaches: 'every',
      arrange: personIn('vouched'),
      act: give(cast.roles[0]!, { wing: null }),
    },
    // The person stands within; what counts is where the post is: at a booth of one's own one cannot be handed a district.
    'giveAppointment, at a place above or beside': {
      rule: leaders,
      arrange: async (_place, wing) =>
        (await person(at().network.tree.at(0, 0, 0, 0, 0), wing, 'vouched')).id,
      act: give(cast.roles[0]!),
    },
    'transferAppointment, one who coordinates': {
      rule: above,
      arrange: async (place, wing) => {
        const [, appointmentId] = await appointed(place, wing, coordinator)
        return `${appointmentId} ${(await person(place, wing, 'vouched')).id}`
      },
      act: (ctx, subject) => {
        const [appointmentId = '', toPersonId = ''] = subject.split(' ')
        return transferAppointment(ctx, { command: command(), appointmentId, toPersonId })
      },
    },
    responsibleAt: {
      rule: lookers,
      full: true,
      reaches: 'none',
      arrange: async () => '',
      act: (ctx, _, { id }) => responsibleAt(ctx, { placeId: id }),
    },
    // Places are no secret: wings do not matter, but what is outside is not offered.
    choosePlace: {
      rule: lookers,
      reaches: 'none',
      arrange: async () => '',
      act: async (ctx, _, { id }) => {
        const choice = await choosePlace(ctx, id)
        if (choice.place.id !== id) throw new Refusal('forbidden')
      },
    },
  }
  if (edition === 'programme') return everywhere
  return {
    ...everywhere,
    inviteVolunteers: {
      rule: leaders,
      full: true,
      arrange: async () => '',
      act: (ctx, _, { id }, wing) =>
        inviteVolunteers(ctx, { command: command(), placeId: id, wing, days: 7, uses: 5 }),
    },
    inviteBoothByBooth: {
      rule: leaders,
      arrange: async () => '',
      act: (ctx, _, { id }, wing) =>
        inviteBoothByBooth(ctx, { command: command(), placeId: id, wing, onlyVacant: false }),
    },
    viewInvitation: { rule: leaders, arrange: invitationAt, act: (ctx, id) => viewInvitation(ctx, id) },
    revokeInvitation: {
      rule: leaders,
      arrange: invitationAt,
      act: (ctx, invitationId) => revokeInvitation(ctx, { command: command(), invitationId }),
    },
    // Of a sheet each sees the codes of her own booths, so only those without a booth in it are refused: see the sheet's own test too.
    'readSheet, whole': {
      rule: leaders,
      arrange: sheetAt,
      act: async (ctx, batchId, place) => {
        const codes = await readSheet(ctx, batchId)
        const booths = at().network.tree.places.filter(
          ({ level, lft, rgt }) => level === 'booth' && place.lft <= lft && rgt <= place.rgt,
        )
        if (codes.length < booths.length) throw new Refusal('forbidden')
      },
    },
    recordCallBack: {
      rule: coordinators,
      arrange: dueCallBack,
      unseen: 'people_c_already_called',
      act: (ctx, vouchId) => recordCallBack(ctx, { command: command(), vouchId, confirmed: true }),
    },
    settleMissingBooth: {
      rule: leaders,
      arrange: missingBooth,
      act: (ctx, reportId) =>
        settleMissingBooth(ctx, { command: command(), reportId, outcome: 'no_such_booth' }),
    },
    ...harassmentRows(at, leaders),
    exportPeople: {
      rule: leaders,
      full: true,
      mayExport: true,
      arrange: async () => '',
      act: (ctx, _, { id }, wing) => exportPeople(ctx, { placeId: id, wing: String(wing), state: 'left' }),
    },
    'exportPeople, without the right of its own': {
      rule: { [admin]: 'within' },
      arrange: async () => '',
      act: (ctx, _, { id }, wing) => exportPeople(ctx, { placeId: id, wing: String(wing), state: 'left' }),
    },
    'exportPeople, of every wing': {
      rule: leaders,
      reaches: 'every',
      mayExport: true,
      arrange: async () => '',
      act: (ctx, _, { id }) => exportPeople(ctx, { placeId: id, state: 'left' }),
    },
  }
}
