import { randomInt } from 'node:crypto'
import { record } from '#platform/audit/append.ts'
import type { Transaction } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { drawCode } from '../domain/code.ts'
import { mintSchema, type MintedLink, type MintLinks } from '../domain/link.ts'
import { insertLinks, mintedLinks, waitForEnders } from './linkStore.ts'

/** Two codes out of ten thousand million are the same seldom enough; whoever drew one that is taken draws again. */
const DRAWS = 5

/**
 * Makes a short link for each cell of something: a place, and one wing of it or all (`{ placeId: null, wing: null }`: nobody's in particular).
 * Never for one person: her clicks are nobody's business. Asked again, it makes only what is missing and gives the same codes. The room above has
 * authorised who asks; no page lets a visitor say where a link leads. Made while its owner is recalled, it shows the notice like the others.
 * @throws Refusal badInput for a target that is neither a path of this house nor https
 * @example await mintLinks(tx, { owner: 'campaigns.kit', ownerId: kit.id, target: `/stories/${slug}`, cells: [{ placeId, wing: 1 }] })
 */
export async function mintLinks(tx: Transaction, input: MintLinks): Promise<readonly MintedLink[]> {
  const { owner, ownerId, target, cells } = parse(mintSchema, input)
  const isWhole = (links: readonly MintedLink[]) =>
    links.length === new Set(cells.map(({ placeId, wing }) => `${placeId} ${wing}`)).size
  const known = await mintedLinks(tx, { owner, ownerId, target }, cells)
  if (isWhole(known)) return known
  await waitForEnders(tx, ownerId)
  let made = 0
  for (let draw = 0; draw < DRAWS; draw++) {
    const drawn = cells.map((cell) => ({ ...cell, code: drawCode((below) => randomInt(below)) }))
    // A cell that has its link keeps it; a code that is taken by another cell leaves a cell without one, for the next round.
    made += await insertLinks(tx, { owner, ownerId, target }, drawn)
    const links = await mintedLinks(tx, { owner, ownerId, target }, cells)
    if (!isWhole(links)) continue
    if (made > 0) record(tx, 'links.mint', `${owner}:${ownerId}`, { target, links: made })
    return links
  }
  throw new Error('no free codes were drawn: are the random numbers random?')
}
