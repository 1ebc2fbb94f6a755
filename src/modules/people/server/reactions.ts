import { z } from 'zod'
import type { Reaction } from '#platform/outbox/deliver.ts'
import { verifyPhoneOf } from './verifyPhone.ts'

const personChosen = z.object({ personId: z.guid() })

/** Who was chosen behind a proved phone has proved the phone. The pages do the same at once; this catches who never opened one. */
const verifyPhoneWhenChosen: Reaction = {
  name: 'people.verifyPhoneWhenChosen',
  event: 'accounts.personChosen',
  async react(tx, event) {
    const heard = personChosen.safeParse(event.payload)
    if (heard.success) await verifyPhoneOf(tx, heard.data.personId)
  },
}

export const peopleReactions: readonly Reaction[] = [verifyPhoneWhenChosen]
