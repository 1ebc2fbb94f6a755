import { Refusal } from '#platform/errors/catalogue.ts'
import { greetCoordinator } from '../greetCoordinator.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async (event) => {
  const greeted = await greetCoordinator(event)
  if (!greeted) throw new Refusal('forbidden', { reason: 'people_c_may_not_see' })
  return greeted
}
