/**
 * "Someone else" for every verb of the coordinator's side: a coordinator at each level × wing × subtree tries it on each level. What should
 * happen comes from an oracle that walks parents, not from the intervals under test.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import {
  arrangeNetwork,
  type MadeUpPerson,
  type Network,
  type PersonState,
  type Place,
} from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { declinePerson } from './declinePerson.ts'
import { endAppointment } from './endAppointment.ts'
import { giveAppointment } from './giveAppointment.ts'
import { inviteBoothByBooth } from './inviteBoothByBooth.ts'
import { inviteVolunteers } from './inviteVolunteers.ts'
import { listPeople } from './listPeople.ts'
import { reinstatePerson } from './reinstatePerson.ts'
import { revealPhone } from './revealPhone.ts'
import { revokeInvitation } from './revokeInvitation.ts'
import { revokeVouch } from './revokeVouch.ts'
import { settleMissingBooth } from './settleMissingBooth.ts'
import { suspendPerson } from './suspendPerson.ts'
import { viewInvitation } from './viewInvitation.ts'
import { viewPerson } from './viewPerson.ts'
import { vouchForPerson } from './vouchForPerson.ts'

let house: TestPlatform
let network: Network
let boss: PersonActor
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  boss = await network.holder(network.tree.state, null)
  stands = await arrangeStands()
})
afterAll(() => house.close())

const LEVELS = ['state', 'district', 'constituency', 'booth'] as const
type Level = (typeof LEVELS)[number]
const WINGS = ['own', 'other', 'every'] as const
const wingOf = { own: 1, other: 2, every: null } as const

const placeAt = (level: Level, subtree: 'same' | 'other'): Place => {
  const { tree } = network
  const same = subtree === 'same'
  if (level === 'state') return tree.state
  if (level === 'district') return tree.district(same ? 0 : 1)
  if (level === 'constituency') return tree.constituency(0, same ? 0 : 1)
  return tree.booth(0, 0, same ? 0 : 1)
}

/** Oracle: is `above` the place itself or one of its parents? */
const holds = (above: Place, place: Place): boolean => {
  for (let at: Place | undefined = place; at; at = network.tree.places.find(({ id }) => id === at!.parentId))
    if (at.id === above.id) return true
  return false
}
const youthPerson = (place: Place, state: PersonState) => network.person({ place, wing: wingOf.own, state })
const command = () => uuidv7()

interface Attempted {
  /** Makes what the verb is tried on, at a place in the youth wing. */
  readonly arrange: (place: Place) => Promise<string>
  readonly act: (ctx: Context, subject: string, place: Place) => Promise<unknown>
  /** Only those strictly above the place, not those level with it. */
  readonly strictlyAbove?: boolean
  /** The reason given where the place is no booth, for what is possible at booths only. */
  readonly onlyBooths?: string
}

const personIn = (state: 'placed' | 'vouched' | 'suspended') => async (place: Place) =>
  (await youthPerson(place, state)).id
const coordinatorAt = async (place: Place): Promise<MadeUpPerson> => {
  const person = await youthPerson(place, 'vouched')
  await network.appoint(person, { role: 'coordinator' })
  return person
}
const invitationAt = async (place: Place) => {
  const order = { command: command(), placeId: place.id, wing: wingOf.own, days: 7, uses: 5 }
  return (await inviteVolunteers(house.as(boss), order)).invitationId
}
const seenInList = async (ctx: Context, personId: string, place: Place) => {
  const { rows } = await listPeople(ctx, { placeId: place.id })
  if (!rows.some(({ id }) => id === personId)) await viewPerson(ctx, personId)
}

const verbs: Record<string, Attempted> = {
  vouchForPerson: {
    arrange: personIn('placed'),
    act: (ctx, personId) => vouchForPerson(ctx, { command: command(), personId }),
    onlyBooths: 'people_c_not_waiting',
  },
  declinePerson: {
    arrange: personIn('placed'),
    act: (ctx, personId) => declinePerson(ctx, { command: command(), personId, reason: 'not_real' }),
  },
  revokeVouch: {
    arrange: personIn('vouched'),
    act: (ctx, personId) => revokeVouch(ctx, { command: command(), personId }),
  },
  suspendPerson: {
    arrange: personIn('vouched'),
    act: (ctx, personId) => suspendPerson(ctx, { command: command(), personId, reason: 'misuse' }),
  },
  'suspendPerson, a coordinator': {
    arrange: async (place) => (await coordinatorAt(place)).id,
    act: (ctx, personId) => suspendPerson(ctx, { command: command(), personId, reason: 'misuse' }),
    strictlyAbove: true,
  },
  reinstatePerson: {
    arrange: personIn('suspended'),
    act: (ctx, personId) => reinstatePerson(ctx, { command: command(), personId, reason: 'settled' }),
  },
  viewPerson: { arrange: personIn('vouched'), act: (ctx, personId) => viewPerson(ctx, personId) },
  listPeople: { arrange: personIn('vouched'), act: seenInList },
  revealPhone: {
    arrange: personIn('vouched'),
    act: (ctx, personId) => revealPhone(ctx, { command: command(), personId }),
  },
  inviteVolunteers: {
    arrange: async () => '',
    act: (ctx, _, { id }) =>
      inviteVolunteers(ctx, { command: command(), placeId: id, wing: wingOf.own, days: 7, uses: 5 }),
  },
  inviteBoothByBooth: {
    arrange: async () => '',
    act: (ctx, _, { id }) =>
      inviteBoothByBooth(ctx, { command: command(), placeId: id, wing: wingOf.own, onlyVacant: false }),
  },
  viewInvitation: { arrange: invitationAt, act: (ctx, id) => viewInvitation(ctx, id) },
  revokeInvitation: {
    arrange: invitationAt,
    act: (ctx, invitationId) => revokeInvitation(ctx, { command: command(), invitationId }),
  },
  settleMissingBooth: {
    arrange: async (place) => {
      const person = await youthPerson(place, 'phone_verified')
      const id = uuidv7()
      await sql`insert into people.missing_booth (id, reported_by, place_id, place_lft, wing, described, at)
        values (${id}, ${person.id}, ${place.id}, ${place.lft}, ${person.wing}, 'पीपल के पास', ${house.clock.now()})`.execute(
        house.owner.db,
      )
      return id
    },
    act: (ctx, reportId) =>
      settleMissingBooth(ctx, { command: command(), reportId, outcome: 'no_such_booth' }),
  },
  'giveAppointment, booth lead': {
    arrange: personIn('vouched'),
    act: (ctx, personId, { id }) =>
      giveAppointment(ctx, {
        command: command(),
        personId,
        role: 'booth_lead',
        placeId: id,
        wing: wingOf.own,
      }),
  },
  'giveAppointment, coordinator': {
    arrange: personIn('vouched'),
    act: (ctx, personId, { id }) =>
      giveAppointment(ctx, {
        command: command(),
        personId,
        role: 'coordinator',
        placeId: id,
        wing: wingOf.own,
      }),
    strictlyAbove: true,
  },
  'endAppointment, coordinator': {
    arrange: async (place) => network.appoint(await youthPerson(place, 'vouched'), { role: 'coordinator' }),
    act: (ctx, appointmentId) => endAppointment(ctx, { command: command(), appointmentId }),
    strictlyAbove: true,
  },
}

interface Stand {
  readonly name: string
  readonly place: Place
  readonly inWing: boolean
  readonly actor: PersonActor
}
let stands: Stand[]
/** A coordinator of every level, in the same subtree and beside it, of the own wing, another, and every wing. */
async function arrangeStands(): Promise<Stand[]> {
  const made: Stand[] = []
  for (const level of LEVELS)
    for (const subtree of level === 'state' ? (['same'] as const) : (['same', 'other'] as const))
      for (const wing of WINGS) {
        const place = placeAt(level, subtree)
        const actor = await network.holder(place, wingOf[wing])
        made.push({ name: `${level} ${subtree} ${wing}`, place, inWing: wing !== 'other', actor })
      }
  return made
}

describe.each(Object.entries(verbs))('%s', (_name, { arrange, act, strictlyAbove, onlyBooths }) => {
  it('is done by a coordinator whose place and wing hold it, and refused to every other', async () => {
    const answers: unknown[] = []
    const expected: unknown[] = []
    for (const { name, place, inWing, actor } of stands)
      for (const level of LEVELS) {
        const target = placeAt(level, 'same')
        const reaches = inWing && holds(place, target) && !(strictlyAbove && place.id === target.id)
        const subject = await arrange(target)
        answers.push([name, level, await outcomeOf(() => act(house.as(actor), subject, target))])
        const did = onlyBooths && level !== 'booth' ? { otherwise: onlyBooths } : 'did'
        expected.push([name, level, reaches ? did : 'refused'])
      }
    expect(answers).toEqual(expected)
    expect(answers).toHaveLength(84)
  }, 60_000)
})

it('nothing that was refused left a trace in the audit log', async () => {
  const stranger = await network.holder(network.tree.district(1), wingOf.other)
  const person = await youthPerson(network.tree.booth(0, 0, 0), 'placed')
  for (const [, { act }] of Object.entries(verbs).filter(([name]) => !name.startsWith('invite')))
    expect(await outcomeOf(() => act(house.as(stranger), person.id, network.tree.booth(0, 0, 0)))).toBe(
      'refused',
    )
  const entries = await sql<{ n: number }>`
    select count(*)::int as n from audit.entry where actor_person = ${stranger.personId}`.execute(
    house.owner.db,
  )
  expect(entries.rows[0]!.n).toBe(0)
})
