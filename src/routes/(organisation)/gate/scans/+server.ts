import { json } from '@sveltejs/kit'
import { sendScans, type ScanBatch } from '#modules/events/server/gate/sendScans.ts'
import { readJson, tokenOf } from '../deviceDoor.ts'
import type { RequestHandler } from './$types'

/** What a device wrote down; each scan has its own answer. */
export const POST: RequestHandler = async (event) => {
  const token = await tokenOf(event)
  const batch = (await readJson(event.request)) as Omit<ScanBatch, 'token'> | undefined
  return json(await sendScans(event.locals.context, { ...batch, token } as ScanBatch))
}
