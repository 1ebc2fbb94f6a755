import { z } from 'zod'
import { oneLine } from '#engines/typedtext/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { hmacOf } from '#platform/accounts/token.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Platform } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { command, eventId } from '../../domain/said.ts'
import { findEvent } from '../eventStore.ts'
import { lockRun } from '../runEvent.ts'
import { findDevice, insertDevice, removeDeviceRow } from './deviceStore.ts'
import { mayRunGates } from './policy.ts'

const enrolSchema = z.object({
  command,
  eventId,
  name: z
    .string({ error: 'events_gate_name_needed' })
    .transform(oneLine)
    .refine((name) => name.length >= 2 && name.length <= 60, 'events_gate_name_needed'),
})
export type EnrolDevice = z.input<typeof enrolSchema>
const removeSchema = z.object({ command, eventId, deviceId: z.guid({ error: 'events_gate_unknown_device' }) })
export type RemoveDevice = z.input<typeof removeSchema>

/**
 * Adds a phone to an event's gates. Nobody signs in on it: it takes the place by a link (`claimOf`) that works once.
 * @throws Refusal notFound, forbidden; badInput without a name; changedMeanwhile once the event was held or cancelled
 */
export async function enrolDevice(ctx: Context, input: EnrolDevice): Promise<{ deviceId: string }> {
  const { command, eventId, name } = parse(enrolSchema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.enrolDevice', input: { eventId, name } }, async () => {
      const { personId } = requirePerson(ctx.actor)
      await lockRun(tx, eventId)
      const deviceId = uuidv7(ctx.now)
      await insertDevice(tx, { id: deviceId, eventId, name, by: personId })
      record(tx, 'events.enrolDevice', `device:${deviceId}`, { eventId })
      return { deviceId }
    }),
  )
}

/**
 * Takes a phone off the gates: from its next word on it gets no list, and what it still sends waits for somebody's ruling.
 * @throws Refusal notFound, forbidden
 */
export async function removeDevice(ctx: Context, input: RemoveDevice): Promise<void> {
  const { command, eventId, deviceId } = parse(removeSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.removeDevice', input: { eventId, deviceId } }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const event = await findEvent(tx, eventId)
      if (!event) throw new Refusal('notFound', { reason: 'events_unknown' })
      authorise(mayRunGates(ctx.actor, event))
      if (!(await findDevice(tx, eventId, deviceId)))
        throw new Refusal('notFound', { reason: 'events_gate_unknown_device' })
      if (await removeDeviceRow(tx, deviceId, personId))
        record(tx, 'events.removeDevice', `device:${deviceId}`, { eventId })
    }),
  )
}

const macOf = ({ keys }: Platform, deviceId: string): string =>
  hmacOf(keys, deviceId, 'events.gate.claim').toString('base64url')
/** What a new device is claimed with. Kept nowhere: it is reckoned from the device's id under a key outside the database. */
export const claimOf = (platform: Platform, deviceId: string): string =>
  `${deviceId}.${macOf(platform, deviceId)}`
