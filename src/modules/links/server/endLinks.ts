import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { endSchema, type EndLinks } from '../domain/link.ts'
import { saveEnded } from './linkStore.ts'

/**
 * Turns all links of something into a notice, at once and everywhere: every redirect asks the database. What expired may still be recalled; what was
 * recalled stays recalled.
 * @param input.title what was shared, in both languages, as the notice names it
 * @param input.correction where what is right stands
 * @returns how many links show the notice from now on
 * @throws Refusal badInput for a correction that is neither a path of this house nor https
 */
export async function endLinks(tx: Transaction, input: EndLinks): Promise<number> {
  const asked = parse(endSchema, input)
  const ended = await saveEnded(tx, asked)
  if (ended > 0) record(tx, 'links.end', `links:${asked.ownerId}`, { because: asked.because, links: ended })
  return ended
}
