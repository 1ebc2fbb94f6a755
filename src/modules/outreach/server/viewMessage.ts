import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { isUuid } from '#platform/clock/uuid.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { explainGate, type Explained, type ReleaseRule } from '#platform/release/gate.ts'
import { namesOf, wingRegister } from '#modules/people/server/index.ts'
import { placeOf, type PlaceOf } from '#modules/places/server/index.ts'
import { SHOWN_STATES } from '../domain/delivery.ts'
import {
  isRepeatable,
  isStoppable,
  isUnderWay,
  MESSAGE_CHANNELS,
  saidIn,
  waitsForWorker,
  type Message,
} from '../domain/message.ts'
import { widest, type Reach, type WhollyHeld } from '../domain/reach.ts'
import { reachNow } from './gateReach.ts'
import { findMessage } from './messageStore.ts'
import { mayApprove, mayCancel, mayRelease, maySee } from './policy.ts'
import { readOutreachSettings } from './settings.ts'
import {
  heldNow,
  ledgerLines,
  movementOf,
  reachThen,
  tallyOf,
  type LedgerLine,
  type Tally,
} from './tallyStore.ts'

export interface MessageView {
  readonly message: Message
  readonly said: { readonly title: string; readonly words: string }
  readonly place: PlaceOf
  readonly wing: { readonly nameHi: string; readonly nameEn: string } | undefined
  readonly writer: string | undefined
  readonly approver: string | undefined
  /** Before it is let go: as it would be now. After: as it was then. */
  readonly reach: Reach | null
  /** What the gate holds of it place by place, now or in the next days; empty once nothing is left to send. */
  readonly holds: readonly Explained[]
  /** Somebody else must agree to it. */
  readonly needsSecondHand: boolean
  readonly tally: readonly Tally[]
  /** Nothing of it can go out now. */
  readonly held: WhollyHeld | null
  readonly atWork: boolean
  /** Its numbers still change: also of one that was stopped, while a provider has yet to answer. */
  readonly moves: boolean
  /** Its work lies still, and is taken up again by itself. */
  readonly waitsForWorker: boolean
  readonly may: {
    readonly release: boolean
    readonly approve: boolean
    readonly cancel: boolean
    /** Send once more to those of whom it is not known. */
    readonly sendAgain: boolean
  }
}

/**
 * One message: what it says, how far it goes and what that costs before it is let go, how far it is after. Every number of it is listed by
 * `listDeliveries`.
 * @throws Refusal notFound, forbidden
 */
export async function viewMessage(ctx: Context, messageId: string, rules: readonly ReleaseRule[]): Promise<MessageView> {
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const message = await seen(ctx, tx, messageId)
    const isBefore = message.state === 'draft' || message.state === 'awaiting'
    const reach = isBefore ? await reachNow(ctx, tx, message, rules) : await reachThen(tx, messageId)
    const { secondHandFrom } = await readOutreachSettings(tx.db)
    const names = await namesOf(tx, [message.madeBy, message.approvedBy])
    const tally = isBefore ? [] : await tallyOf(tx, messageId)
    const nameOf = (id: string | null) => (id === null ? undefined : names.get(id)?.[ctx.locale])
    const reaching = { lft: message.placeLft, rgt: message.placeRgt, channels: message.channels }
    const goesOn = isBefore || isUnderWay(message.state)
    return {
      message,
      holds: goesOn ? await explainGate(tx, rules, reaching) : [],
      said: saidIn(message, ctx.locale),
      place: (await placeOf(tx, message.placeId))!,
      wing: (await wingRegister.list(tx)).find(({ number }) => number === message.wing),
      writer: nameOf(message.madeBy),
      approver: nameOf(message.approvedBy),
      reach,
      needsSecondHand: reach !== null && widest(reach) >= secondHandFrom,
      tally,
      held: await heldNow(tx, messageId),
      atWork: isUnderWay(message.state),
      moves: isUnderWay(message.state) || tally.some(({ state }) => state === 'sending'),
      waitsForWorker:
        isUnderWay(message.state) && waitsForWorker(message, await movementOf(tx, messageId), ctx.now),
      may: {
        release: message.state === 'draft' && mayRelease(ctx.actor, message).allowed,
        approve: message.state === 'awaiting' && mayApprove(ctx.actor, message).allowed,
        cancel: isStoppable(message.state) && mayCancel(ctx.actor, message).allowed,
        sendAgain: isRepeatable(message, ctx.now) && mayRelease(ctx.actor, message).allowed,
      },
    }
  })
} // prettier-ignore

/** Lines of one part of the ledger. */
const PAGE = 50

export interface DeliveryList {
  readonly title: string
  readonly channel: string | undefined
  readonly state: string | undefined
  readonly rows: readonly LedgerLine[]
  readonly next: string | undefined
}

/** The deliveries behind one of a message's numbers. @throws Refusal notFound, forbidden */
export async function listDeliveries(
  ctx: Context,
  input: { readonly messageId: string; readonly channel?: string | undefined; readonly state?: string | undefined; readonly after?: string | undefined },
): Promise<DeliveryList> {
  requirePerson(ctx.actor)
  const channel = MESSAGE_CHANNELS.find((known) => known === input.channel)
  const state = SHOWN_STATES.find((known) => known === input.state)
  const after = input.after && isUuid(input.after) ? input.after : undefined
  return ctx.transaction(async (tx) => {
    const message = await seen(ctx, tx, input.messageId)
    const found = await ledgerLines(tx, message.id, { channel, state, after }, PAGE + 1)
    const rows = found.slice(0, PAGE)
    return {
      title: saidIn(message, ctx.locale).title,
      channel,
      state,
      rows,
      next: found.length > PAGE ? rows.at(-1)!.id : undefined,
    }
  })
} // prettier-ignore

async function seen(ctx: Context, tx: Transaction, messageId: string): Promise<Message> {
  const message = await lookUp(messageId, (known) => findMessage(tx, known), 'outreach_unknown')
  authorise(maySee(ctx.actor, message))
  return message
}
