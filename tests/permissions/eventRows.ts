/** The events room's verbs that act on something of somebody else's, and its lists. */
import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { changeEvent } from '#modules/events/server/changeEvent.ts'
import { composeInvitation } from '#modules/events/server/composeInvitation.ts'
import { enrolDevice, removeDevice } from '#modules/events/server/gate/enrolDevice.ts'
import { ruleOnScan } from '#modules/events/server/gate/ruleOnScan.ts'
import { viewGates } from '#modules/events/server/gate/viewGates.ts'
import { arrangeGate } from '#tests/builders/gates.ts'
import { createEvent } from '#modules/events/server/createEvent.ts'
import { listEvents } from '#modules/events/server/listEvents.ts'
import { listRegistrations, printRegistrations } from '#modules/events/server/listRegistrations.ts'
import { addMaterial, openMaterial, removeMaterial } from '#modules/events/server/material.ts'
import { moveEvent } from '#modules/events/server/moveEvent.ts'
import { endOrganiser, nameOrganiser } from '#modules/events/server/nameOrganiser.ts'
import { removeHall, saveHall } from '#modules/events/server/saveHall.ts'
import { cancelSession, saveSession } from '#modules/events/server/saveSession.ts'
import { saveSpeaker, withdrawSpeaker } from '#modules/events/server/saveSpeaker.ts'
import { setAudience } from '#modules/events/server/setAudience.ts'
import { setQuotas } from '#modules/events/server/setQuotas.ts'
import { settleOver } from '#modules/events/server/settleOver.ts'
import { viewEvent } from '#modules/events/server/viewEvent.ts'
import { putFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { arrangeEvent, arrangeRegistration } from '#tests/builders/events.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import type { Place } from '#tests/builders/tree.ts'
import type { Rule } from './oracle.ts'
import type { List } from './peopleLists.ts'
import type { Row, Stage } from './peopleRows.ts'

const command = () => uuidv7()
const COORDINATORS: Rule = { coordinator: 'within' }
const MEETERS: Rule = { coordinator: 'meets', admin: 'meets', booth_lead: 'meets', auditor: 'meets' }
const SAID = {
  titleHi: 'शिविर',
  titleEn: 'Camp',
  wordsHi: null,
  wordsEn: null,
  venueHi: 'पंचायत भवन',
  venueEn: null,
  startsOn: '2026-12-05',
  seats: '40',
}
async function* pdf() {
  yield Buffer.from('%PDF-1.4\n% made up\n')
}

/** An event's parts in one text, so that a row knows all it needs. */
type Parts = Awaited<ReturnType<typeof arrangeEvent>> & {
  readonly registrationId?: string
  readonly personId?: string
  readonly speakerId?: string
  readonly materialId?: string
}
const parts = (subject: string) => JSON.parse(subject) as Parts & Required<Omit<Parts, keyof Awaited<ReturnType<typeof arrangeEvent>>>> // prettier-ignore

export function eventRows(at: () => Stage): Record<string, Row> {
  const eventAt = async (place: Place, wing: number) =>
    JSON.stringify(await arrangeEvent(at().house, { place, wing }))
  const registeredAt = async (place: Place, wing: number) => {
    const { house, network } = at()
    const event = await arrangeEvent(house, { place, wing, seats: 1 })
    const person = await network.person({ place, wing, state: 'vouched' })
    const registrationId = await arrangeRegistration(house, event, person)
    return JSON.stringify({ ...event, registrationId, personId: person.id })
  }
  const overAt = async (place: Place, wing: number) => {
    const subject = await registeredAt(place, wing)
    await sql`update events.quota set seats = 0 where id = ${parts(subject).quotaId}`.execute(
      at().house.owner.db,
    )
    return subject
  }
  const speakerAt = async (place: Place, wing: number) => {
    const event = await arrangeEvent(at().house, { place, wing })
    const speakerId = uuidv7()
    await sql`
      insert into events.speaker (id, event_id, name_hi, platform, added_at)
      values (${speakerId}, ${event.id}, 'अतिथि', 'youtube', ${at().house.clock.now()})`.execute(
      at().house.owner.db,
    )
    return JSON.stringify({ ...event, speakerId })
  }
  const materialAt = async (place: Place, wing: number) => {
    const { house } = at()
    const event = await arrangeEvent(house, { place, wing })
    return JSON.stringify({ ...event, materialId: await materialFor(house, event.id) })
  }
  const gateAt = async (place: Place, wing: number) => {
    const subject = await registeredAt(place, wing)
    return JSON.stringify({ ...parts(subject), ...(await arrangeGate(at().house, parts(subject))) })
  }
  const gateIn = (subject: string) => JSON.parse(subject) as Awaited<ReturnType<typeof arrangeGate>>
  const asked = (subject: string) => ({ command: command(), eventId: parts(subject).id })
  return {
    createEvent: {
      rule: COORDINATORS,
      arrange: async () => '',
      act: (ctx, _, { id }, wing) => createEvent(ctx, { command: command(), template: 'block_camp', placeId: id, wing, ...SAID }), // prettier-ignore
    },
    'createEvent, for every wing': {
      rule: COORDINATORS,
      reaches: 'every',
      arrange: async () => '',
      act: (ctx, _, { id }) => createEvent(ctx, { command: command(), template: 'block_camp', placeId: id, wing: null, ...SAID }), // prettier-ignore
    },
    changeEvent: {
      rule: COORDINATORS,
      arrange: eventAt,
      act: (ctx, subject) =>
        changeEvent(ctx, { ...asked(subject), ...SAID, endsOn: '2026-12-05', offerHours: '24' }),
    },
    moveEvent: {
      rule: COORDINATORS,
      arrange: eventAt,
      act: (ctx, subject) => moveEvent(ctx, { ...asked(subject), to: 'closed', reason: '' }),
    },
    enrolDevice: {
      rule: COORDINATORS,
      arrange: eventAt,
      act: (ctx, subject) => enrolDevice(ctx, { ...asked(subject), name: 'द्वार 1' }),
    },
    removeDevice: {
      rule: COORDINATORS,
      arrange: gateAt,
      act: (ctx, subject) => removeDevice(ctx, { ...asked(subject), deviceId: gateIn(subject).deviceId }),
    },
    ruleOnScan: {
      rule: COORDINATORS,
      arrange: gateAt,
      act: (ctx, subject) =>
        ruleOnScan(ctx, { ...asked(subject), scanId: gateIn(subject).scanId, ruling: 'drop' }),
    },
    viewGates: {
      rule: COORDINATORS,
      arrange: eventAt,
      act: (ctx, subject) => viewGates(ctx, { eventId: parts(subject).id }),
    },
    setQuotas: {
      rule: COORDINATORS,
      arrange: eventAt,
      act: (ctx, subject) => setQuotas(ctx, { ...asked(subject), seats: {} }),
    },
    setAudience: {
      rule: COORDINATORS,
      arrange: eventAt,
      act: (ctx, subject, { id }, wing) => setAudience(ctx, { ...asked(subject), placeId: id, wing }),
    },
    nameOrganiser: {
      rule: COORDINATORS,
      arrange: registeredAt,
      act: (ctx, subject) => nameOrganiser(ctx, { ...asked(subject), personId: parts(subject).personId }),
    },
    endOrganiser: {
      rule: COORDINATORS,
      arrange: async (place, wing) => {
        const subject = await registeredAt(place, wing)
        const { id, personId } = parts(subject)
        await sql`
          insert into events.organiser (id, event_id, person_id, added_at)
          values (${uuidv7()}, ${id}, ${personId}, ${at().house.clock.now()})`.execute(at().house.owner.db)
        return subject
      },
      act: (ctx, subject) => endOrganiser(ctx, { ...asked(subject), personId: parts(subject).personId }),
    },
    saveHall: {
      rule: COORDINATORS,
      arrange: eventAt,
      act: (ctx, subject) => saveHall(ctx, { ...asked(subject), nameHi: 'कक्ष दो', nameEn: null, capacity: '20' }), // prettier-ignore
    },
    removeHall: {
      rule: COORDINATORS,
      arrange: async (place, wing) => {
        const subject = await eventAt(place, wing)
        await sql`delete from events.session where id = ${parts(subject).sessionId}`.execute(
          at().house.owner.db,
        )
        return subject
      },
      act: (ctx, subject) => removeHall(ctx, { ...asked(subject), hallId: parts(subject).hallId }),
    },
    saveSession: {
      rule: COORDINATORS,
      arrange: eventAt,
      act: (ctx, subject) =>
        saveSession(ctx, { ...asked(subject), hallId: parts(subject).hallId, titleHi: 'सत्र', titleEn: null, wordsHi: null, wordsEn: null, day: '2026-12-05', from: '12:00', until: '13:00', seats: '' }), // prettier-ignore
    },
    cancelSession: {
      rule: COORDINATORS,
      arrange: eventAt,
      act: (ctx, subject) => cancelSession(ctx, { ...asked(subject), sessionId: parts(subject).sessionId }),
    },
    saveSpeaker: {
      rule: COORDINATORS,
      arrange: eventAt,
      act: (ctx, subject) =>
        saveSpeaker(ctx, { ...asked(subject), nameHi: 'अतिथि', nameEn: null, platform: 'youtube', bioHi: null, bioEn: null, agreedOn: '', agreedHow: '' }), // prettier-ignore
    },
    withdrawSpeaker: {
      rule: COORDINATORS,
      arrange: speakerAt,
      act: (ctx, subject) => withdrawSpeaker(ctx, { ...asked(subject), speakerId: parts(subject).speakerId }),
    },
    settleOver: {
      rule: COORDINATORS,
      arrange: overAt,
      act: (ctx, subject) =>
        settleOver(ctx, { ...asked(subject), registrationId: parts(subject).registrationId, choice: 'keep' }),
    },
    addMaterial: {
      rule: COORDINATORS,
      arrange: eventAt,
      act: (ctx, subject) => addMaterial(ctx, { ...asked(subject), titleHi: 'पुस्तिका', titleEn: null }, pdf()),
    },
    removeMaterial: {
      rule: COORDINATORS,
      arrange: materialAt,
      act: (ctx, subject) =>
        removeMaterial(ctx, { ...asked(subject), materialId: parts(subject).materialId }),
    },
    openMaterial: {
      rule: COORDINATORS,
      arrange: materialAt,
      act: async (ctx, subject) => void (await openMaterial(ctx, parts(subject).materialId)).stream.destroy(),
    },
    composeInvitation: {
      rule: COORDINATORS,
      arrange: async (place, wing) => {
        const event = await arrangeEvent(at().house, { place, wing })
        const line = await sql<{ id: string }>`select id from events.audience where event_id = ${event.id}`.execute(at().house.owner.db) // prettier-ignore
        return JSON.stringify({ ...event, registrationId: line.rows[0]!.id })
      },
      act: (ctx, subject) => composeInvitation(ctx, { eventId: parts(subject).id, audienceId: parts(subject).registrationId }), // prettier-ignore
    },
    printRegistrations: {
      rule: COORDINATORS,
      arrange: registeredAt,
      act: (ctx, subject) => printRegistrations(ctx, { eventId: parts(subject).id }),
    },
    viewEvent: {
      rule: MEETERS,
      arrange: eventAt,
      act: (ctx, subject) => viewEvent(ctx, { eventId: parts(subject).id }),
    },
    listRegistrations: {
      rule: MEETERS,
      arrange: eventAt,
      act: (ctx, subject) => listRegistrations(ctx, { eventId: parts(subject).id }),
    },
  }
}

async function materialFor(house: TestPlatform, eventId: string): Promise<string> {
  const id = uuidv7()
  const store = await openStore(house.platform.environment)
  const kept = await house
    .asSystem()
    .transaction((tx) => putFile(tx, store, pdf(), { limit: 1000, kinds: ['pdf'] }))
  await sql`
    insert into events.material (id, event_id, title_hi, sha256, kind, bytes, added_at)
    values (${id}, ${eventId}, 'पुस्तिका', ${Buffer.from(kept.sha256, 'hex')}, 'pdf', ${kept.bytes}, ${house.clock.now()})`.execute(
    house.owner.db,
  )
  return id
}

export function eventLists(at: () => Stage): Record<string, List> {
  return {
    listEvents: {
      rule: MEETERS,
      arrange: () =>
        Promise.all(
          at().network.tree.places.flatMap((place) =>
            [0, 1, 2].map(async (wing) => ({
              id: (await arrangeEvent(at().house, { place, wing })).id,
              place,
              wing,
            })),
          ),
        ),
      ask: async (ctx: Context) => {
        const all: string[] = []
        let after: string | undefined
        try {
          do {
            const { rows, next } = await listEvents(ctx, { after })
            all.push(...rows.map(({ id }) => id))
            after = next
          } while (after !== undefined)
        } catch (thrown) {
          if (!isRefusal(thrown)) throw thrown
        }
        return all
      },
    },
  }
}
