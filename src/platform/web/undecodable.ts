import { isHttpError } from '@sveltejs/kit'
import type { Handle } from '@sveltejs/kit/hooks'
import { CATALOGUE, isRefusal, type RefusalId } from '../errors/catalogue.ts'

/** Whether a path can be read: `/%` and `/%E0%A4` cannot. */
function isDecodable(path: string): boolean {
  try {
    // Its result is used: a bundler drops a call whose result nobody wants, and with it what it throws.
    return decodeURI(path) !== ''
  } catch {
    return false
  }
}

/**
 * What a hook throws at a path that cannot be decoded goes past all of Kit's own handling (runtime/server/respond.js calls `handle` outside of
 * its `try`), and an unhandled rejection ends the process: one request of anybody would. There the refusal is answered here instead.
 */
export const answeredAnyway =
  (rest: Handle): Handle =>
  async (input) => {
    try {
      return await rest(input)
    } catch (thrown) {
      if (isDecodable(input.event.url.pathname)) throw thrown
      const id: RefusalId = isRefusal(thrown) ? thrown.id : 'badInput'
      const status = isHttpError(thrown) ? thrown.status : CATALOGUE[id].status
      const message = isHttpError(thrown) ? thrown.body.message : id
      return Response.json({ status, message, id: message }, { status })
    }
  }
