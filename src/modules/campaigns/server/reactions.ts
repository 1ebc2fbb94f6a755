import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { forgetSharing } from './ownStore.ts'

const somebody = z.object({ personId: z.guid() })

/** Whoever leaves takes along what she fetched, was offered and shared; that an idea was offered so often stays counted. */
const forgetWhenLeft: Reaction = {
  name: 'campaigns.forgetWhenLeft',
  event: 'people.left',
  async react(tx, event) {
    const heard = somebody.safeParse(event.payload)
    if (!heard.success) return
    const rows = await forgetSharing(tx, heard.data.personId)
    record(tx, 'campaigns.forget', `person:${heard.data.personId}`, { rows })
  },
}

export const campaignReactions: readonly Reaction[] = [forgetWhenLeft]
