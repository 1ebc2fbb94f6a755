import { json } from '@sveltejs/kit'
import { viewGateEvent } from '#modules/events/server/gate/claimDevice.ts'
import { tokenOf } from '../deviceDoor.ts'
import type { RequestHandler } from './$types'

/** The event, its halls and the keys, for one of its devices. */
export const GET: RequestHandler = async (event) =>
  json(await viewGateEvent(event.locals.context, await tokenOf(event)))
