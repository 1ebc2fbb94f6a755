import { z } from 'zod'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { readCode } from '../domain/code.ts'
import { countJoined } from './linkStore.ts'

const came = z.object({ code: z.string() })

/**
 * Counts who joined after opening a link. The event says by which link, and nothing about who: so no table says whom a link brought. It is people's event,
 * known here by its name alone (decision 0032).
 */
const countWhoJoined: Reaction = {
  name: 'links.countWhoJoined',
  event: 'people.joinedByLink',
  async react(tx, event) {
    const heard = came.safeParse(event.payload)
    const code = heard.success ? readCode(heard.data.code) : undefined
    if (code !== undefined) await countJoined(tx, code)
  },
}

export const linkReactions: readonly Reaction[] = [countWhoJoined]
