import { json } from '@sveltejs/kit'
import { claimDevice, type ClaimDevice } from '#modules/events/server/gate/claimDevice.ts'
import { countedAddress, spend } from '#platform/accounts/budgets.ts'
import { readJson } from '../deviceDoor.ts'
import type { RequestHandler } from './$types'

/** A phone takes its place at the gates by its link. */
export const POST: RequestHandler = async ({ locals: { context }, request, getClientAddress }) => {
  await spend(context.platform, 'gateClaimPerAddress', countedAddress(getClientAddress()))
  return json(await claimDevice(context, (await readJson(request)) as ClaimDevice))
}
