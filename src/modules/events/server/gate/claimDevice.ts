import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { systemActor } from '#platform/access/actor.ts'
import { hashOfToken } from '#platform/accounts/token.ts'
import { record } from '#platform/audit/append.ts'
import { actingAs, type Context, type Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { inLanguageOf } from '../../domain/said.ts'
import { hallsOf } from '../programmeStore.ts'
import { behindDevice } from './behindDevice.ts'
import { claimDeviceRow, deviceBehind, type DeviceWithEvent } from './deviceStore.ts'
import { claimOf } from './enrolDevice.ts'
import { adderMayStill } from './adderMayStill.ts'
import { keysForDevices, type WrittenKey } from './gateKeys.ts'

const claimSchema = z.object({
  claim: z.string().regex(/^[0-9a-f-]{36}\.[\w-]{43}$/),
  /** The device's own secret, made by it: 256 random bits. */
  token: z.string().regex(/^[\w-]{43}$/),
})
export type ClaimDevice = z.input<typeof claimSchema>

/** What a device needs besides the list. */
export interface GateEvent {
  readonly device: { readonly id: string; readonly name: string }
  readonly event: {
    readonly id: string
    readonly number: number
    readonly title: { readonly hi: string; readonly en: string }
    readonly endsOn: string
  }
  readonly halls: readonly { readonly id: string; readonly hi: string; readonly en: string }[]
  readonly keys: readonly WrittenKey[]
  /** The house's clock, milliseconds. */
  readonly now: number
}

/**
 * A phone takes its place at the gates with the link that somebody of the event made, and gives its own secret. The link works for one phone: sent again
 * by the same phone it answers the same, for another one it is used up.
 * @throws Refusal notFound for a link that never was, was used up, taken back, or made by somebody who runs the event no more
 */
export async function claimDevice(ctx: Context, input: ClaimDevice): Promise<GateEvent> {
  const said = claimSchema.safeParse(input)
  if (!said.success) throw new Refusal('notFound', { reason: 'events_gate_link_over' })
  const { claim, token } = said.data
  const deviceId = claim.slice(0, 36)
  const house = actingAs(ctx, systemActor('events.gate'))
  return house.transaction(async (tx) => {
    const right = Buffer.from(claimOf(ctx.platform, deviceId))
    const given = Buffer.from(claim)
    const hash = hashOfToken(token)
    if (given.length !== right.length || !timingSafeEqual(given, right) || !(await adderMayStill(tx, deviceId)) || !(await claimDeviceRow(tx, deviceId, hash)))
      throw new Refusal('notFound', { reason: 'events_gate_link_over' })
    const device = (await deviceBehind(tx, hash))!
    record(tx, 'events.claimDevice', `device:${deviceId}`, { eventId: device.eventId })
    return gateEvent(house, tx, device)
  })
} // prettier-ignore

/** The same for a device that has its place. @throws Refusal notSignedIn */
export const viewGateEvent = async (ctx: Context, token: string): Promise<GateEvent> =>
  behindDevice(ctx, parse(z.string(), token), gateEvent)

async function gateEvent(ctx: Context, tx: Transaction, device: DeviceWithEvent): Promise<GateEvent> {
  const halls = await hallsOf(tx, [device.eventId])
  const both = (hindi: string | null, english: string | null) => ({
    hi: inLanguageOf(hindi, english, 'hi'),
    en: inLanguageOf(hindi, english, 'en'),
  })
  return {
    device: { id: device.id, name: device.name },
    event: {
      id: device.eventId,
      number: device.eventNumber,
      title: both(device.titleHi, device.titleEn),
      endsOn: device.endsOn,
    },
    halls: halls.map(({ id, nameHi, nameEn }) => ({ id, ...both(nameHi, nameEn) })),
    keys: keysForDevices(ctx),
    now: ctx.now.getTime(),
  }
}
