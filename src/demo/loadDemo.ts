import { join } from 'node:path'
import type { AppointedRole } from '#modules/people/domain/appointment.ts'
import { mustDeclare } from '#modules/people/domain/declaration.ts'
import { record } from '#platform/audit/append.ts'
import { systemActor } from '#platform/access/actor.ts'
import { contextFor, type Platform, type Transaction } from '#platform/context.ts'
import { markMadeUp } from '#platform/demo/madeUp.ts'
import { saveSettings, settingsSchema } from '#platform/settings/settings.ts'
import {
  isEmpty,
  saveAppointments,
  saveConsents,
  saveDeclarations,
  savePeople,
  saveVouches,
  saveWings,
} from './demoStore.ts'
import { giveBadges } from './giveBadges.ts'
import { saveEvents } from './demoEventStore.ts'
import { saveMessages } from './demoMessageStore.ts'
import { savePieces } from './demoStudioStore.ts'
import { saveWork } from './demoTaskStore.ts'
import { inventEvents } from './inventEvents.ts'
import { readGround } from './ground.ts'
import { readNameLists, type NameLists } from './inventedNames.ts'
import { DEMO_WINGS } from './inventedPerson.ts'
import { inventWork } from './inventTasks.ts'
import { inventOrganisation } from './organisationDemo.ts'
import { inventProgramme, PROGRAMME_WING } from './programmeDemo.ts'

/**
 * Fills an empty edition with a made-up organisation (or the programme's made-up staff), neutral in name and colour. The places must be
 * there. Where people stand already it changes nothing, so a second start keeps what the first one's visitors did.
 * @returns how many people it made; 0 when somebody was there already
 */
export async function loadDemo(
  platform: Platform,
  dataFolder = join(process.cwd(), 'data'),
): Promise<number> {
  const lists = await readNameLists(dataFolder)
  const context = contextFor(platform, systemActor('demo'))
  return context.transaction(async (tx) => {
    if (!(await isEmpty(tx))) return 0
    await markMadeUp(tx)
    const programme = platform.environment.edition === 'programme'
    await saveSettings(tx, programme ? PROGRAMME_SETTINGS : ORGANISATION_SETTINGS)
    await saveWings(tx, programme ? [PROGRAMME_WING] : DEMO_WINGS)
    return saveMadeUpPeople(tx, platform, lists)
  })
}

/**
 * The made-up people alone, at the places and in the wings that are there: the journeys bring them to an organisation that was set up.
 * @returns how many
 */
export async function saveMadeUpPeople(
  tx: Transaction,
  platform: Platform,
  lists: NameLists,
): Promise<number> {
  const { keys, environment } = platform
  const { edition } = environment
  const invent = edition === 'programme' ? inventProgramme : inventOrganisation
  const ground = await readGround(tx)
  const invented = invent(ground, lists, tx.now)
  const { appointments, vouches } = invented
  const work = edition === 'organisation' ? inventWork(ground, invented.people) : undefined
  const people = work?.people ?? invented.people
  await savePeople(tx, keys, people)
  await saveConsents(tx, people)
  await saveAppointments(tx, appointments)
  await saveDeclarations(
    tx,
    appointments.filter(({ role }) => mustDeclare(role as AppointedRole)),
  )
  await saveVouches(tx, vouches)
  if (work) {
    await saveWork(tx, work)
    await saveMessages(tx, ground)
    await giveBadges(tx)
    await saveEvents(tx, inventEvents(ground, people))
    await savePieces(tx, ground)
  }
  record(tx, 'demo.load', `edition:${edition}`, { people: people.length })
  return people.length
}

const ORGANISATION_SETTINGS = settingsSchema.parse({
  nameHi: 'नमूना संगठन',
  nameEn: 'Sample organisation',
  grievanceName: 'मीरा सोनी (नमूना) · Meera Soni (sample)',
  grievanceContact: 'grievance@organisation.example',
})
const PROGRAMME_SETTINGS = settingsSchema.parse({
  nameHi: 'नमूना जन-लाभ कार्यक्रम',
  nameEn: 'Sample public-benefit programme',
  titleHi: 'युवा मित्र',
  titleEn: 'Yuva Mitra',
  grievanceName: 'मीरा सोनी (नमूना) · Meera Soni (sample)',
  grievanceContact: 'grievance@programme.example',
})
