import { requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { appointmentsOf, inForce, type Appointment } from './appointmentStore.ts'

/** One's own appointments in force, the widest first: what a page says one is here. @throws Refusal notSignedIn */
export async function myPosts(ctx: Context): Promise<readonly Appointment[]> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) =>
    (await appointmentsOf(tx, personId))
      .filter((post) => inForce(post, ctx.now))
      .toSorted((a, b) => b.rgt - b.lft - (a.rgt - a.lft)),
  )
}
