import { text } from '@sveltejs/kit'
import type { RequestHandler } from './$types'

/** The process is alive. Asks nothing of anything else, so that a database away does not get the process killed. */
export const GET: RequestHandler = () => text('ok\n', { headers: { 'Cache-Control': 'no-store' } })
