import { createHash } from 'node:crypto'
import { requirePerson } from '../access/authorise.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import { seal, unseal } from '../keys/sealed.ts'

/** A cursor goes on with the very list that it came from: the same endpoint, filter and person. */
const bound = (ctx: Context, endpoint: string, filter: object): string => {
  const digest = createHash('sha256').update(JSON.stringify(filter)).digest('base64url')
  return `api.cursor:${endpoint}:${digest}:${requirePerson(ctx.actor).personId}`
}

/** Where the next part begins, sealed: nobody reads in it where a list stands, and nobody makes one. */
export const sealCursor = (ctx: Context, endpoint: string, filter: object, after: string): string =>
  seal(ctx.platform.keys, after, bound(ctx, endpoint, filter)).toString('base64url')

/** @throws Refusal badInput for anything that this list did not say */
export function openCursor(ctx: Context, endpoint: string, filter: object, cursor: string): string {
  try {
    return unseal(ctx.platform.keys, Buffer.from(cursor, 'base64url'), bound(ctx, endpoint, filter))
  } catch (cause) {
    throw new Refusal('badInput', { fields: { cursor: 'api_cursor_wrong' }, cause })
  }
}
