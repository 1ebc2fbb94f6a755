import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { endAllSchema, endSchema, type EndAllLinks, type EndLinks } from '../domain/link.ts'
import { saveAllEnded, saveOpenAgain } from './linkStore.ts'

/**
 * Turns all links of something into a notice, at once and everywhere: every redirect asks the database. What expired may still be recalled; what was
 * recalled stays recalled.
 * @param input.title what was shared, in both languages, as the notice names it
 * @param input.correction where what is right stands
 * @returns how many links show the notice from now on
 * @throws Refusal badInput for a correction that is neither a path of this house nor https
 */
export async function endLinks(tx: Transaction, input: EndLinks): Promise<number> {
  const { because, ...owner } = parse(endSchema, input)
  return (await endEach(tx, because, [owner])).get(owner.ownerId) ?? 0
}

/** The same of several owners at once, in one statement. @returns of each owner that had any how many show the notice from now on */
export async function endAllLinks(tx: Transaction, input: EndAllLinks): Promise<ReadonlyMap<string, number>> {
  const { because, owners } = parse(endAllSchema, input)
  return endEach(tx, because, owners)
}

async function endEach(
  tx: Transaction,
  because: EndLinks['because'],
  owners: readonly Omit<EndLinks, 'because'>[],
): Promise<ReadonlyMap<string, number>> {
  const ended = await saveAllEnded(tx, because, owners)
  for (const [ownerId, links] of ended) record(tx, 'links.end', `links:${ownerId}`, { because, links })
  return ended
}

/**
 * Lets links lead again that only expired: their owner is not over after all, as when a clock went ahead and came back. What was recalled stays recalled.
 * @returns how many lead again
 */
export async function openLinksAgain(tx: Transaction, ownerIds: readonly string[]): Promise<number> {
  if (ownerIds.length === 0) return 0
  const links = await saveOpenAgain(tx, ownerIds)
  if (links > 0) record(tx, 'links.openAgain', `links:${ownerIds[0]!}`, { owners: ownerIds, links })
  return links
}
