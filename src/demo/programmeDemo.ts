import { demoId } from './demoId.ts'
import { personaGround, type Ground, type Spot } from './ground.ts'
import type { InventedAppointment, InventedNetwork } from './inventNetwork.ts'
import { inventName, type NameLists } from './inventedNames.ts'
import type { InventedPerson } from './inventedPerson.ts'
import { demoPhone } from './demoPhone.ts'
import { settled } from './organisationDemo.ts'
import { PROGRAMME_PERSONAS } from './personas.ts'
import { seededRandom } from './seededRandom.ts'

/** The programme has no wings; its staff stands in one stripe. */
export const PROGRAMME_WING = {
  number: 0,
  key: 'programme',
  name_hi: 'कार्यक्रम',
  name_en: 'Programme',
  position: 0,
}
const SEED = 20_261_123
const MITRAS = 8
/** Apart from the organisation's numbers: the editions share nothing, not even invented phones. */
const FIRST_PHONE = 90_000

/** The made-up staff of the programme edition: one admin, one supervisor and a handful of mitras in her district. */
export function inventProgramme(
  ground: Ground,
  lists: NameLists,
  now: Date,
): InventedNetwork & { people: readonly InventedPerson[] } {
  const random = seededRandom(SEED)
  const { district, constituency } = personaGround(ground)
  const people: InventedPerson[] = []
  const appointments: InventedAppointment[] = []
  const employ = (
    person: InventedPerson,
    role: string,
    place: Spot,
    by: InventedPerson | null,
  ): InventedPerson => {
    people.push(person)
    appointments.push({
      id: demoId(`programme/appointment/${person.id}`),
      personId: person.id,
      role,
      place,
      wing: PROGRAMME_WING.number,
      from: person.appliedAt,
      givenBy: by?.id ?? null,
      mayExport: role === 'programme_admin',
    })
    return person
  }
  const persona = (one: (typeof PROGRAMME_PERSONAS)[keyof typeof PROGRAMME_PERSONAS]) =>
    settled(one, constituency.booths[0]!, PROGRAMME_WING.number, now)
  const admin = employ(persona(PROGRAMME_PERSONAS.programmeAdmin), 'programme_admin', ground, null)
  const supervisor = employ(persona(PROGRAMME_PERSONAS.supervisor), 'supervisor', district, admin)
  employ(persona(PROGRAMME_PERSONAS.mitra), 'mitra', constituency, supervisor)
  for (let number = 0; number < MITRAS; number++) {
    const place = district.constituencies[number % district.constituencies.length]!
    const { name } = inventName(random, lists, random.chance(0.5))
    const phone = demoPhone(FIRST_PHONE + number)
    const mitra = {
      ...settled(PROGRAMME_PERSONAS.mitra, place.booths[0]!, PROGRAMME_WING.number, now),
      name,
      phone,
    }
    employ({ ...mitra, id: demoId(`programme/mitra/${number}`) }, 'mitra', place, supervisor)
  }
  return { people, appointments, vouches: [] }
}
