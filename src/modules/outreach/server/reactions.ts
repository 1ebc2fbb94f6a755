import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { forgetPerson } from './deliveryStore.ts'

const left = z.object({ personId: z.guid() })

/** Whoever leaves gets nothing more, and no address or browser of hers is kept. The ledger's rows hold no word and go with her record. */
const forgetWhenLeft: Reaction = {
  name: 'outreach.forgetWhenLeft',
  event: 'people.left',
  async react(tx, event) {
    const heard = left.safeParse(event.payload)
    if (!heard.success) return
    const { personId } = heard.data
    const stopped = await forgetPerson(tx, personId)
    record(tx, 'outreach.forget', `person:${personId}`, { stopped })
  },
}

export const outreachReactions: readonly Reaction[] = [forgetWhenLeft]
