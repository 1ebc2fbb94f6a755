import { json } from '@sveltejs/kit'
import { sendScans, type ScanBatch } from '#modules/events/server/gate/sendScans.ts'
import { readJson, tokenOf } from '../deviceDoor.ts'
import type { RequestHandler } from './$types'

/** What a device wrote down; each scan has its own answer. */
export const POST: RequestHandler = async ({ locals: { context }, request }) => {
  const token = await tokenOf(request, context)
  const batch = (await readJson(request)) as Omit<ScanBatch, 'token'> | undefined
  return json(await sendScans(context, { ...batch, token } as ScanBatch))
}
