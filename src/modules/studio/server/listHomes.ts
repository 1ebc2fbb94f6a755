import { requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { homesOf, type HomeChoice } from './homeStore.ts'
import { creating } from './policy.ts'

/** For which places and wings somebody may begin a piece; empty for whoever makes none. @throws Refusal notSignedIn */
export async function listHomes(ctx: Context): Promise<readonly HomeChoice[]> {
  requirePerson(ctx.actor)
  const own = creating(ctx.actor).map(({ appointmentId, placeId, wing }) => ({
    appointmentId,
    placeId,
    wing,
  }))
  return own.length === 0 ? [] : ctx.transaction((tx) => homesOf(tx, own))
}
