import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { requireId } from '#platform/errors/requireId.ts'
import { codeOfSerial } from '../../domain/gate/scan.ts'
import { inLanguageOf } from '../../domain/said.ts'
import { isChangeable, type EventState } from '../../domain/event.ts'
import { hallsOf } from '../programmeStore.ts'
import { registrationTally } from '../registrationListStore.ts'
import { seeEvent } from '../runEvent.ts'
import { devicesOf, type GateDevice } from './deviceStore.ts'
import { claimOf } from './enrolDevice.ts'
import { countArrivals, countHalls, countPlaces, openQuestions, ownGateRecords, type GateQuestion } from './gateViewStore.ts' // prettier-ignore
import { mayRunGates } from './policy.ts'

/** Questions shown at once: the first are settled first. */
const MOST_QUESTIONS = 50

export interface GatesView {
  readonly event: { readonly id: string; readonly title: string; readonly state: EventState }
  readonly mayAdd: boolean
  readonly devices: readonly (GateDevice & {
    readonly scans: number
    /** The address that gives the place to a phone; undefined once a phone has it. */
    readonly claimAddress: string | undefined
  })[]
  readonly halls: readonly {
    readonly name: string | undefined
    readonly inside: number
    readonly were: number
  }[]
  readonly places: readonly { readonly name: string; readonly expected: number; readonly came: number }[]
  readonly arrivals: readonly { readonly from: Date; readonly came: number }[]
  readonly came: number
  readonly expected: number
  /** Who still hopes for a seat. */
  readonly line: { readonly waiting: number; readonly offered: number }
  readonly questions: readonly (Omit<GateQuestion, 'nameHi' | 'nameEn' | 'hallId'> & {
    readonly name: string
    readonly code: string
    readonly hall: string | undefined
  })[]
  readonly allQuestions: number
}

/** The gates of an event as those see them who run it. @throws Refusal notFound, forbidden */
export async function viewGates(ctx: Context, input: { readonly eventId: string }): Promise<GatesView> {
  requireId(input.eventId, 'events_unknown')
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const event = await seeEvent(tx, input.eventId)
    authorise(mayRunGates(ctx.actor, event))
    const halls = new Map(
      (await hallsOf(tx, [event.id])).map(({ id, nameHi, nameEn }) => [id, inLanguageOf(nameHi, nameEn, ctx.locale)]),
    )
    const devices = await devicesOf(tx, event.id)
    const places = await countPlaces(tx, event.id)
    const questions = await openQuestions(tx, event.id, MOST_QUESTIONS)
    const { waiting, offered } = await registrationTally(tx, event.id)
    return {
      event: { id: event.id, title: inLanguageOf(event.titleHi, event.titleEn, ctx.locale), state: event.state },
      mayAdd: isChangeable(event.state),
      devices: devices.map((device) => ({
        ...device,
        claimAddress:
          device.claimedAt === null && device.removedAt === null
            ? `${ctx.platform.environment.origin}/gate#${claimOf(ctx.platform, device.id)}`
            : undefined,
      })),
      halls: (await countHalls(tx, event.id)).map(({ hallId, ...counts }) => ({
        ...counts,
        name: hallId === null ? undefined : halls.get(hallId),
      })),
      places: places.map(({ placeHi, placeEn, ...counts }) => ({ ...counts, name: ctx.locale === 'hi' ? placeHi : placeEn })),
      arrivals: await countArrivals(tx, event.id),
      line: { waiting, offered },
      came: places.reduce((sum, { came }) => sum + came, 0),
      expected: places.reduce((sum, { expected }) => sum + expected, 0),
      questions: questions.rows.map(({ nameHi, nameEn, hallId, ...row }) => ({
        ...row,
        name: inLanguageOf(nameHi, nameEn, ctx.locale),
        code: codeOfSerial(row.serial),
        hall: hallId === null ? undefined : halls.get(hallId),
      })),
      allQuestions: questions.all,
    }
  })
} // prettier-ignore

/** Everything of gates that is one's own, for the copy of one's data. @throws Refusal notSignedIn */
export async function exportMyGates(ctx: Context): Promise<{
  readonly eventScans: readonly unknown[]
  readonly eventAttendance: readonly unknown[]
  readonly eventPresence: readonly unknown[]
  readonly eventGateQuestions: readonly unknown[]
  readonly gateDevicesAdded: readonly unknown[]
  readonly gateRulings: readonly unknown[]
}> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const { scans, attendance, presence, questions, devices, rulings } = await ownGateRecords(tx, personId)
    return {
      eventScans: scans,
      eventAttendance: attendance,
      eventPresence: presence,
      eventGateQuestions: questions,
      gateDevicesAdded: devices,
      gateRulings: rulings,
    }
  })
}
