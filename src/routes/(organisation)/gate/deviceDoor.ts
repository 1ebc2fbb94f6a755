import { isGateDevice } from '#modules/events/server/gate/behindDevice.ts'
import { countedAddress, spend } from '#platform/accounts/budgets.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'

/** What a door knows of whoever asks. */
interface Asked {
  readonly request: Request
  readonly locals: { readonly context: Context }
  readonly getClientAddress: () => string
}

/**
 * The secret that a device sends along; no other header and no cookie counts at these doors. A phone that has its place spends its own budget, so that
 * a hall full of them behind one address goes on; secrets that nobody has spend one budget of their address, and nothing is kept of each.
 * @throws Refusal notSignedIn, tooOften
 */
export async function tokenOf({ request, locals: { context }, getClientAddress }: Asked): Promise<string> {
  const token = /^Bearer ([\w-]{43})$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token && (await isGateDevice(context, token))) {
    await spend(context.platform, 'gatePerDevice', token)
    return token
  }
  await spend(context.platform, 'gateStrangerPerAddress', countedAddress(getClientAddress()))
  throw new Refusal('notSignedIn', { reason: 'events_gate_unknown_device' })
}

/** Anything that is no JSON is nothing: the verb's own schema refuses it. */
export const readJson = (request: Request): Promise<unknown> => request.json().catch(() => undefined)
