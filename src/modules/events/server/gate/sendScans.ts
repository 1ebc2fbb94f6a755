import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { arrivedMoment } from '../../domain/gate/clock.ts'
import { isDoubted } from '../../domain/gate/doubt.ts'
import { codeOfSerial, HOWS, REASONS, SERIALS, WAYS, type Reason } from '../../domain/gate/scan.ts'
import { hallsOf } from '../programmeStore.ts'
import { behindDevice } from './behindDevice.ts'
import { noteHeard } from './deviceStore.ts'
import { reckonPasses } from './reckonPasses.ts'
import { holdGate, insertScans, registrationsByCode, takenElsewhere } from './scanStore.ts'

/** Scans of one batch at most: some 150 kB. */
export const MOST_SCANS = 500
/** 1970 to 2099: a phone whose battery was out says 1970, and is set right by when it sent, or is doubted (domain/gate/doubt.ts). */
const moment = z.number().int().min(0).max(4_102_444_800_000)
const serial = z
  .number()
  .int()
  .min(0)
  .max(SERIALS - 1)
const scanSchema = z.object({
  id: z.uuid(),
  serial,
  hall: z.guid().nullable(),
  way: z.enum(WAYS),
  at: moment,
  clock: moment,
  nth: z.number().int().min(0).max(2_000_000_000),
  how: z.enum(HOWS),
  decided: z.enum(REASONS as readonly [Reason, ...Reason[]]),
  list: moment.nullable(),
  by: serial.nullable(),
  undoes: z.uuid().nullable(),
})
const batchSchema = z.object({
  token: z.string(),
  /** What the device takes for the moment at which it sends, milliseconds. */
  sentAt: moment,
  /** Scans that wait on the device, these included. */
  waiting: z.number().int().min(0).max(2_000_000_000),
  scans: z.array(z.unknown()).max(MOST_SCANS),
})
export type ScanBatch = z.input<typeof batchSchema>

/** Each scan's own answer. `kept`: written down, now or before. `unreadable`: the device keeps it and shows it, for nothing is thrown away. */
export interface ScanAnswers {
  readonly answers: readonly { readonly id: string | null; readonly outcome: 'kept' | 'unreadable' }[]
  /** The device was taken off: its list is to go, and what it sent waits for a ruling. */
  readonly removed: boolean
  readonly now: number
}

/**
 * Takes what a device has written down, in any order and as often as it likes: a scan is one by its id. Also of a device that was taken off; then
 * somebody rules whether it counts.
 * @throws Refusal notSignedIn; badInput for what is no batch
 */
export async function sendScans(ctx: Context, input: ScanBatch): Promise<ScanAnswers> {
  const { token, sentAt, waiting, scans: given } = parse(batchSchema, input)
  return behindDevice(ctx, token, async (house, tx, device) => {
    const { eventId } = device
    await holdGate(tx, eventId)
    const read = given.map((one) => ({ id: idOf(one), scan: scanSchema.safeParse(one).data }))
    const scans = read.flatMap(({ scan }) => scan ?? [])
    const taken = await takenElsewhere(
      tx,
      device.id,
      scans.map(({ id }) => id),
    )
    const halls = new Set((await hallsOf(tx, [eventId])).map(({ id }) => id))
    const passes = await registrationsByCode(
      tx,
      eventId,
      scans.flatMap(({ serial, by }) => [codeOfSerial(serial), ...(by === null ? [] : [codeOfSerial(by)])]),
    )
    const now = house.now.getTime()
    const fresh = await insertScans(
      tx,
      eventId,
      device.id,
      scans
        .filter(({ id }) => !taken.has(id))
        .map((scan) => {
          const pass = passes.get(codeOfSerial(scan.serial))
          const staff = scan.by === null ? undefined : passes.get(codeOfSerial(scan.by))
          const holder = staff?.personId ?? device.addedBy
          const isOwn = pass !== undefined && pass.personId === holder
          const at = arrivedMoment(scan.at, sentAt, now)
          const doubted = isDoubted({ ...scan, at }, pass, device) ? 'doubted' : 'counts'
          return {
            ...scan,
            at,
            // A hall that is none of this event's is the event's gate as a whole: the scan itself is not lost.
            hall: scan.hall !== null && halls.has(scan.hall) ? scan.hall : null,
            registrationId: pass?.id ?? null,
            byRegistration: staff?.id ?? null,
            standing: device.removedAt !== null ? 'late' : isOwn ? 'own' : doubted,
          } as const
        }),
    )
    const touched = scans.filter(({ id }) => fresh.has(id)).map((scan) => scan.serial)
    await reckonPasses(tx, house, eventId, [...new Set(touched)])
    await noteHeard(tx, device.id, { waiting: Math.max(0, waiting - read.length) })
    if (fresh.size > 0) record(tx, 'events.sendScans', `device:${device.id}`, { eventId, scans: fresh.size })
    return {
      answers: read.map(({ id, scan }) => ({ id, outcome: scan && !taken.has(scan.id) ? 'kept' : 'unreadable' })),
      removed: device.removedAt !== null,
      now,
    }
  })
} // prettier-ignore

/** Whatever it is, it is answered under the id that it says it has. */
const idOf = (one: unknown): string | null => {
  const { id } = (typeof one === 'object' && one !== null ? one : {}) as { id?: unknown }
  return typeof id === 'string' ? id.slice(0, 36) : null
}
