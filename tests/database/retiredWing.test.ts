/** A wing that is retired, over the whole house: nothing new is given in it, and what stands there stays. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { draftMessage } from '#modules/outreach/server/draftMessage.ts'
import { addWing } from '#modules/people/server/addWing.ts'
import { dissolveCommittee } from '#modules/people/server/dissolveCommittee.ts'
import { giveAppointment } from '#modules/people/server/giveAppointment.ts'
import { beginImport } from '#modules/people/server/import/beginImport.ts'
import { inviteBoothByBooth } from '#modules/people/server/inviteBoothByBooth.ts'
import { inviteVolunteers } from '#modules/people/server/inviteVolunteers.ts'
import { joinWithoutInvitation } from '#modules/people/server/joinWithoutInvitation.ts'
import { listImports } from '#modules/people/server/import/listImports.ts'
import { runImport } from '#modules/people/server/import/runImport.ts'
import { viewImport } from '#modules/people/server/import/viewImport.ts'
import { writePeople } from '#modules/people/server/import/writePeople.ts'
import { retireWing } from '#modules/people/server/retireWing.ts'
import { transferAppointment } from '#modules/people/server/transferAppointment.ts'
import { useWingAgain } from '#modules/people/server/useWingAgain.ts'
import { viewActing } from '#modules/people/server/viewActing.ts'
import { viewHouseNames } from '#modules/people/server/viewHouseNames.ts'
import { viewPerson } from '#modules/people/server/viewPerson.ts'
import { giveTask } from '#modules/tasks/server/giveTask.ts'
import { viewTask } from '#modules/tasks/server/viewTask.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { saveSettings, settingsSchema } from '#platform/settings/settings.ts'
import { uploadAndCheck } from '#tests/builders/importing.ts'
import { arrangeInvitation, freshPhone } from '#tests/builders/people.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { arrived } from '#tests/builders/restructuring.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

let house: TestPlatform
let network: Network
let admin: Context
let leader: Context
let person: MadeUpPerson
let lead: MadeUpPerson
let office: string
let taskId: string
const HOUSE = { nameHi: 'मंच', nameEn: 'Forum', titleHi: 'साथी', titleEn: 'Companion', accent: '#0b5d5b', grievanceName: 'अनीता', grievanceContact: 'help@example.org' } // prettier-ignore
const TASK = { titleHi: 'घर-घर जाएँ', wordsHi: 'पर्ची दें', dueOn: '2026-12-01', proof: 'words', confirmer: 'giver' } as const // prettier-ignore
const SAID = { audience: 'members', titleHi: 'बैठक', wordsHi: 'रविवार को बैठक है' } as const

beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  await house.asSystem().transaction((tx) => saveSettings(tx, settingsSchema.parse({ ...HOUSE, ranks: {} })))
  const { tree, wings } = network
  admin = house.as(await network.holder(tree.state, null, 'admin'))
  leader = house.as(await network.holder(tree.district(0), null))
  person = await network.person({ place: tree.booth(0, 0, 0), wing: wings.women, state: 'vouched' })
  lead = await network.person({ place: tree.booth(0, 0, 1), wing: wings.women, state: 'vouched' })
  office = await network.appoint(lead, { role: 'booth_lead' })
  await arrangeInvitation(house, { madeBy: lead.id, place: lead.place, wing: wings.women } as never)
  taskId = (await giveTask(leader, { command: uuidv7(), placeId: tree.constituency(0, 0).id, wing: wings.women, ...TASK } as never)).taskId // prettier-ignore
})
afterAll(() => house.close())

const command = () => uuidv7()
const refusal = async (work: Promise<unknown>) => {
  const thrown = await work.then(
    () => 'did',
    (error: unknown) => error,
  )
  return isRefusal(thrown) ? (Object.values(thrown.fields)[0] ?? thrown.reason ?? thrown.id) : thrown
}

/** Everything by which something new is given in a wing. */
const given = (): Readonly<Record<string, () => Promise<unknown>>> => {
  const { tree, wings } = network
  const wing = wings.women
  const placeId = tree.constituency(0, 0).id
  const terms = { placeId, wing, days: 7, uses: 5 }
  return {
    appointment: () => giveAppointment(admin, { command: command(), personId: person.id, role: 'trainer', placeId, wing, mayExport: false, acting: false } as never), // prettier-ignore
    transfer: () =>
      transferAppointment(admin, { command: command(), appointmentId: office, toPersonId: person.id }),
    committee: () => dissolveCommittee(admin, { command: command(), placeId: lead.place.id, wing, appointmentIds: [office], toPlaceId: tree.booth(0, 0, 2).id } as never), // prettier-ignore
    invitation: () => inviteVolunteers(leader, { command: command(), ...terms }),
    sheet: () => inviteBoothByBooth(leader, { command: command(), ...terms, onlyVacant: false } as never),
    task: () => giveTask(leader, { command: command(), placeId, wing, ...TASK } as never),
    message: () => draftMessage(leader, { command: command(), placeId, wing, ...SAID, channels: ['in_app'] } as never), // prettier-ignore
    list: async () => {
      const received = await arrived('Name,Mobile\nSunita Devi,9829012345')
      return beginImport(leader, { command: command(), placeId, wing, fileName: 'list.csv' }, received).finally(() => received.discard()) // prettier-ignore
    },
    join: () => joinWithoutInvitation(house.as(NOBODY), { command: command(), name: 'नई सदस्य', phone: freshPhone(), adult: true, membership: true, wing } as never), // prettier-ignore
  }
}

it('is told with who and what stands there before it is retired', async () => {
  const { inWings, holders } = await viewHouseNames(admin)
  const own = Object.fromEntries(inWings.filter(({ wing }) => wing === network.wings.women).map(({ what, n }) => [what, n])) // prettier-ignore
  expect(own).toEqual({ people: 2, appointments: 1, invitations: 1, tasks: 1 })
  expect(holders.filter(({ wing }) => wing === network.wings.women).map(({ personId, role }) => [personId, role])).toEqual([[lead.id, 'booth_lead']]) // prettier-ignore
})

it('is retired once, by the administrator of all wings with the second step, and never the organisation itself', async () => {
  const retire = (ctx: Context, wing: number) => refusal(retireWing(ctx, { command: command(), wing }))
  expect(await retire(leader, network.wings.women)).toBe('people_s_may_not')
  expect(await retire(house.as(await network.holder(network.tree.state, network.wings.women, 'admin')), network.wings.women)).toBe('people_s_may_not') // prettier-ignore
  expect(await retire(house.as(await network.holder(network.tree.state, null, 'admin', 1)), network.wings.women)).toBe('secondStepNeeded') // prettier-ignore
  expect(await retire(house.as(NOBODY), network.wings.women)).toBe('people_s_may_not')
  expect(await retire(admin, 0)).toBe('people_s_wing_parent')
  expect(await retire(admin, 17)).toBe('people_s_wing_unknown')
  const once = { command: command(), wing: network.wings.women }
  await retireWing(admin, once)
  await retireWing(admin, once)
  expect(await retire(admin, network.wings.women)).toBe('people_s_changed_meanwhile')
  const { rows } = await sql<{ detail: object }>`select detail from audit.entry where verb = 'people.retireWing'`.execute(house.owner.db) // prettier-ignore
  expect(rows).toEqual([
    { detail: { changed: { women: { from: { retired: false }, to: { retired: true } } } } },
  ])
})

it('then takes nothing new by any door, and no form offers it', async () => {
  for (const [what, give] of Object.entries(given()))
    expect([what, await refusal(give())]).toEqual([what, what === 'join' ? 'people_wing_unknown' : 'people_wing_retired']) // prettier-ignore
  const acting = await viewActing(leader)
  const numbers = (wings: readonly { readonly number: number }[]) => wings.map(({ number }) => number)
  expect(numbers(acting.wingsInUse)).toEqual([0, 1])
  expect(numbers(acting.invitesInto)).toEqual([0, 1])
  expect(numbers((await listImports(leader)).wings)).toEqual([0, 1])
})

it('and keeps what stands: people, offices and tasks are read, offices act and end, names are known', async () => {
  expect((await viewActing(leader)).wings.map(({ number }) => number)).toContain(network.wings.women)
  const seen = await viewPerson(admin, lead.id)
  expect(seen.appointments.map(({ id, inForce }) => [id, inForce])).toEqual([[office, true]])
  expect((await viewTask(leader, { taskId })).task.id).toBe(taskId)
  expect((await network.actor({ id: lead.id })).authorities.map(({ wing }) => wing)).toEqual([
    network.wings.women,
  ])
  // What is for every wing is for this one still.
  expect(await refusal(giveTask(leader, { command: command(), placeId: network.tree.constituency(0, 0).id, wing: null, ...TASK } as never))).toBe('did') // prettier-ignore
  // Its number and key are never another's.
  expect(await refusal(addWing(admin, { command: command(), key: 'women', nameHi: 'दूसरा', nameEn: 'Other' }))).toBe('people_s_key_taken') // prettier-ignore
  await addWing(admin, { command: command(), key: 'farmers', nameHi: 'किसान', nameEn: 'Farmers' })
  expect((await viewActing(admin)).wings.find(({ key }) => key === 'farmers')!.number).toBe(3)
})

it('until it is used again', async () => {
  await useWingAgain(admin, { command: command(), wing: network.wings.women })
  for (const what of ['appointment', 'invitation', 'task', 'message', 'list', 'join'])
    expect([what, await refusal(given()[what]!())]).toEqual([what, 'did'])
})

it('and a list that was looked at before it was retired brings nobody into it, and gives nothing in it', async () => {
  const { tree, wings } = network
  const [place, wing] = [tree.constituency(0, 0), wings.women]
  const people = await uploadAndCheck(house, leader, { place, wing, file: 'Name,Mobile,Wing\nNirmala Devi,9829033001,women\nKanta Devi,9829033002,youth' }) // prettier-ignore
  const offices = await uploadAndCheck(house, leader, { subject: 'appointments', place, wing, file: `Name,Role,Booth No\n${person.name},Booth lead,1` }) // prettier-ignore
  const newOf = async (importId: string) => (await viewImport(leader, importId)).counts.new
  expect([await newOf(people), await newOf(offices)]).toEqual([{ '': 2 }, { '': 1 }])
  for (const importId of [people, offices])
    await runImport(leader, { command: command(), importId }, 'caller')
  await retireWing(admin, { command: command(), wing })
  for (const importId of [people, offices]) await writePeople(house.asSystem(), importId)
  const refused = { people_wing_retired: 1 }
  expect((await viewImport(leader, people)).counts).toEqual({ new: { '': 1 }, refused })
  expect((await viewImport(leader, offices)).counts).toEqual({ refused })
  await useWingAgain(admin, { command: command(), wing })
})

it('and whoever retires it while something is given waits: nothing is given in it afterwards', async () => {
  const wing = network.wings.women
  const gives = Array.from({ length: 6 }, () => refusal(given().task!()))
  const retired = refusal(retireWing(admin, { command: command(), wing }))
  const answers = await Promise.all([...gives, retired])
  expect(answers.at(-1)).toBe('did')
  expect(answers.slice(0, -1).every((answer) => answer === 'did' || answer === 'people_wing_retired')).toBe(
    true,
  )
  expect(await refusal(given().task!())).toBe('people_wing_retired')
})
