/** The outreach room's verbs that act on something of somebody else's, and its list. */
import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { approveMessage } from '#modules/outreach/server/approveMessage.ts'
import { cancelMessage } from '#modules/outreach/server/cancelMessage.ts'
import { changeDraft } from '#modules/outreach/server/changeDraft.ts'
import { draftMessage } from '#modules/outreach/server/draftMessage.ts'
import { listMessages } from '#modules/outreach/server/listMessages.ts'
import { releaseMessage } from '#modules/outreach/server/releaseMessage.ts'
import { sendAgain } from '#modules/outreach/server/sendAgain.ts'
import { listDeliveries, viewMessage } from '#modules/outreach/server/viewMessage.ts'
import { arrangeMessage, arrangeUnknown } from '#tests/builders/outreach.ts'
import type { Place } from '#tests/builders/tree.ts'
import type { Rule } from './oracle.ts'
import type { List } from './peopleLists.ts'
import type { Row, Stage } from './peopleRows.ts'

const command = () => uuidv7()
const COORDINATORS: Rule = { coordinator: 'within' }
const LEADERS: Rule = { coordinator: 'within', admin: 'within' }
const LOOKERS: Rule = { coordinator: 'within', admin: 'within', auditor: 'within' }
const SAID = {
  audience: 'members',
  channels: ['in_app'],
  titleHi: 'रविवार को बैठक',
  wordsHi: 'रविवार को बूथ पर बैठक है',
} as const

export function outreachRows(at: () => Stage): Record<string, Row> {
  const messageAt =
    (state: 'draft' | 'awaiting' | 'running') => (place: Place, wing: number) =>
      arrangeMessage(at().house, { place, wing, state }) // prettier-ignore
  return {
    draftMessage: {
      rule: COORDINATORS,
      arrange: async () => '',
      act: (ctx, _, { id }, wing) =>
        draftMessage(ctx, { command: command(), placeId: id, wing, ...SAID, channels: ['in_app'] }),
    },
    'draftMessage, to every wing': {
      rule: COORDINATORS,
      reaches: 'every',
      arrange: async () => '',
      act: (ctx, _, { id }) =>
        draftMessage(ctx, { command: command(), placeId: id, wing: null, ...SAID, channels: ['in_app'] }),
    },
    // Of whomever may write there, her own alone: the writer is put in the place of whoever tries, so that place and wing decide.
    releaseMessage: {
      rule: COORDINATORS,
      full: true,
      arrange: async (place, wing) => {
        const { house, network } = at()
        await network.person({ place, wing, state: 'vouched' })
        return arrangeMessage(house, { place, wing })
      },
      act: async (ctx, messageId) => {
        const writer = ctx.actor.kind === 'person' ? ctx.actor.personId : null
        await sql`update outreach.message set made_by = ${writer} where id = ${messageId}`.execute(
          at().house.owner.db,
        )
        return releaseMessage(ctx, { command: command(), messageId }, [])
      },
    },
    changeDraft: {
      rule: COORDINATORS,
      arrange: messageAt('draft'),
      act: async (ctx, messageId, { id }, wing) => {
        const writer = ctx.actor.kind === 'person' ? ctx.actor.personId : null
        const { rows } = await sql<{ basedOn: string }>`
          update outreach.message set made_by = ${writer} where id = ${messageId}
          returning encode(content_hash, 'hex') as "basedOn"`.execute(at().house.owner.db)
        const said = { placeId: id, wing, ...SAID, channels: ['in_app' as const] }
        return changeDraft(ctx, { command: command(), messageId, basedOn: rows[0]!.basedOn, ...said })
      },
    },
    sendAgain: {
      rule: COORDINATORS,
      arrange: async (place, wing) => {
        const { house, network } = at()
        const { id: personId } = await network.person({ place, wing, state: 'vouched' })
        const messageId = await arrangeMessage(house, { place, wing, state: 'running' })
        await arrangeUnknown(house, messageId, personId)
        return messageId
      },
      act: async (ctx, messageId) => {
        const writer = ctx.actor.kind === 'person' ? ctx.actor.personId : null
        await sql`update outreach.message set made_by = ${writer} where id = ${messageId}`.execute(
          at().house.owner.db,
        )
        return sendAgain(ctx, { command: command(), messageId, channel: 'email' })
      },
    },
    approveMessage: {
      rule: LEADERS,
      arrange: messageAt('awaiting'),
      act: async (ctx, messageId) => {
        const { rows } = await sql<{ hash: string }>`
          select encode(content_hash, 'hex') as hash from outreach.message where id = ${messageId}`.execute(
          at().house.owner.db,
        )
        return approveMessage(ctx, { command: command(), messageId, contentHash: rows[0]!.hash })
      },
    },
    cancelMessage: {
      rule: LEADERS,
      arrange: messageAt('running'),
      act: (ctx, messageId) => cancelMessage(ctx, { command: command(), messageId }),
    },
    viewMessage: {
      rule: LOOKERS,
      arrange: messageAt('running'),
      act: (ctx, messageId) => viewMessage(ctx, messageId, []),
    },
    listDeliveries: {
      rule: LOOKERS,
      arrange: messageAt('running'),
      act: (ctx, messageId) => listDeliveries(ctx, { messageId }),
    },
  }
}

export function outreachLists(at: () => Stage): Record<string, List> {
  return {
    listMessages: {
      rule: LOOKERS,
      arrange: () =>
        Promise.all(
          at().network.tree.places.flatMap((place) =>
            [0, 1, 2].map(async (wing) => ({
              id: await arrangeMessage(at().house, { place, wing }),
              place,
              wing,
            })),
          ),
        ),
      async ask(ctx) {
        const all: string[] = []
        let after: string | undefined
        try {
          do {
            const { rows, next } = await listMessages(ctx, { after })
            all.push(...rows.map(({ id }) => id))
            after = next
          } while (after !== undefined)
        } catch (thrown) {
          if (!isRefusal(thrown)) throw thrown
        }
        return all
      },
    },
  }
}
