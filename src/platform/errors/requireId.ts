import { isUuid } from '../clock/uuid.ts'
import { Refusal } from './catalogue.ts'

/**
 * An address that cannot be an id is one of something that is not here, not a form filled in wrongly; PostgreSQL would not even take it.
 * @param reason the words' id of what is not here
 * @throws Refusal notFound
 */
export function requireId(id: unknown, reason?: string): asserts id is string {
  if (typeof id !== 'string' || !isUuid(id)) throw new Refusal('notFound', reason ? { reason } : {})
}
