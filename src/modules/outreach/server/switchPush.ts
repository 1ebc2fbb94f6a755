import { z } from 'zod'
import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { blindIndex, seal } from '#platform/keys/sealed.ts'
import { subscriptionSchema } from '#platform/messages/pushAdapter.ts'
import { deviceBinding } from './bindings.ts'
import { deleteDevices, saveDevice } from './channelStore.ts'

const schema = z.object({ command: commandId, subscription: subscriptionSchema })
export type SwitchOnPush = z.input<typeof schema>

/** Browsers of one person that are notified; a new one takes the place of the oldest. */
const MOST_DEVICES = 5

/** Notifies this browser from now on. @throws Refusal badInput for what no browser's push service gave */
export async function switchOnPush(ctx: Context, input: SwitchOnPush): Promise<void> {
  const { command, subscription } = parse(schema, input)
  const { personId } = requirePerson(ctx.actor)
  const { keys } = ctx.platform
  const index = blindIndex(keys, subscription.endpoint)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'outreach.switchOnPush', input: index.toString('hex') }, async () => {
      const id = uuidv7(ctx.now)
      const sealed = seal(keys, JSON.stringify(subscription), deviceBinding(id))
      await saveDevice(tx, { id, personId, index, sealed }, MOST_DEVICES)
      record(tx, 'outreach.switchOnPush', `person:${personId}`, {})
    }),
  )
}

/** Notifies none of one's browsers any more, and forgets them. */
export async function switchOffPush(ctx: Context, input: { readonly command: string }): Promise<void> {
  const { command } = parse(z.object({ command: commandId }), input)
  const { personId } = requirePerson(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'outreach.switchOffPush', input: {} }, async () => {
      if ((await deleteDevices(tx, personId)) > 0)
        record(tx, 'outreach.switchOffPush', `person:${personId}`, {})
    }),
  )
}
