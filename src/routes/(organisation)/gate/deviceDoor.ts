import { spend } from '#platform/accounts/budgets.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'

/** The secret that a device sends along; no other header and no cookie counts at these doors. @throws Refusal notSignedIn, tooOften */
export async function tokenOf(request: Request, { platform }: Context): Promise<string> {
  const token = /^Bearer ([\w-]{43})$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!token) throw new Refusal('notSignedIn', { reason: 'events_gate_unknown_device' })
  await spend(platform, 'gatePerDevice', token)
  return token
}

/** Anything that is no JSON is nothing: the verb's own schema refuses it. */
export const readJson = (request: Request): Promise<unknown> => request.json().catch(() => undefined)
