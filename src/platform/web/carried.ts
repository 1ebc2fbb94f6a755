import { requirePerson } from '../access/authorise.ts'
import type { Context } from '../context.ts'
import { seal, unseal } from '../keys/sealed.ts'

/** Milliseconds in which the second step must be taken for what was begun to go on: time to find the phone and open its app. */
const LIVES_MS = 10 * 60_000

const binding = (ctx: Context, act: string): string =>
  `web.carried:${act}:${requirePerson(ctx.actor).personId}`

/**
 * A file that was asked for by a form and waits for the second step, to be fetched afterwards without being asked for twice (what stays on a page
 * waits in `acrossSecondStep.ts`). It travels in the address of the page that comes next, sealed: only whoever began it can go on with it, for a
 * short while, and nobody can make one.
 * @param act its name, such as `export`: a token of one act opens no other
 */
export function carry(ctx: Context, act: string, fields: Readonly<Record<string, string>>): string {
  const until = ctx.now.getTime() + LIVES_MS
  return seal(ctx.platform.keys, JSON.stringify({ until, fields }), binding(ctx, act)).toString('base64url')
}

/** The fields that were carried, or undefined for anything else: another person's, another act's, an old or a made-up token. */
export function carried(
  ctx: Context,
  act: string,
  token: string | null,
): Readonly<Record<string, string>> | undefined {
  if (token === null || ctx.actor.kind !== 'person') return undefined
  try {
    const text = unseal(ctx.platform.keys, Buffer.from(token, 'base64url'), binding(ctx, act))
    const { until, fields } = JSON.parse(text) as { until: number; fields: Record<string, string> }
    return until > ctx.now.getTime() ? fields : undefined
  } catch {
    return undefined
  }
}

/**
 * The page's address with what is carried: for `attemptInWords` and `toSignIn`, which lead back to it.
 * @param anchor id of the element at which the page is to open again
 */
export function carrying(url: URL, token: string, anchor = ''): URL {
  const page = new URL(url)
  page.searchParams.set(CARRIED, token)
  page.hash = anchor
  return page
}

/** The parameter it travels under. */
export const CARRIED = 'go'
