import { isRefusal, type Refusal } from '#platform/errors/catalogue.ts'

/** How the house answered: it refused for want of authority, or for another reason, or did it. */
export type Outcome = 'refused' | 'did' | { readonly otherwise: string }

/** What is out of sight is refused as "not found", what is in sight as "forbidden": to someone without authority both are a no. */
const WITHOUT_AUTHORITY = new Set(['forbidden', 'notFound', 'notSignedIn'])

/** Runs a verb and says how it was answered; anything but a refusal is a fault and thrown on. */
export async function outcomeOf(work: () => Promise<unknown>): Promise<Outcome> {
  try {
    await work()
    return 'did'
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    return WITHOUT_AUTHORITY.has(thrown.id) ? 'refused' : { otherwise: thrown.reason ?? thrown.id }
  }
}

/** The refusal with which a verb answered. @throws Error where it did what was asked, and the fault itself where it failed otherwise */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const thrown: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (isRefusal(thrown)) return thrown
  throw thrown ?? new Error('expected a refusal: it was done')
}
