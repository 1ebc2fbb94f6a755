import { approvedPiece } from '#modules/studio/server/index.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { enqueueAll } from '#platform/jobs/enqueue.ts'
import type { JobDefinition } from '#platform/jobs/job.ts'
import { openGate, type ReleaseRule } from '#platform/release/gate.ts'
import { captionOf } from '../domain/caption.ts'
import { fieldOf, inShort, mayGo, preflight } from '../domain/preflight.ts'
import { matterOf, type Form } from '../domain/platform.ts'
import { channelsOf, type Channel } from './channelStore.ts'
import { runOne } from './jobQueue.ts'
import { renderedOf } from './rendered.ts'
import { askOf, channelState } from './sending/claim.ts'
import { insertTargets, type NewTarget } from './targetStore.ts'

export interface PostAsked {
  readonly channelId: string
  readonly form: Form
  readonly language: 'hi' | 'en'
  readonly title: string
  /** The writer's words; the disclosure comes beneath by itself. */
  readonly words: string
}
export interface AskToPublish {
  readonly pieceId: string
  /** Hex SHA-256 of the bytes that were seen; other bytes are not published in their stead. */
  readonly hash: string
  readonly kitId?: string | undefined
  readonly posts: readonly PostAsked[]
  /** Not before this moment. */
  readonly notBefore?: Date | undefined
  /** Office that answers, as it stands beneath each post. */
  readonly responsible: { readonly hi: string; readonly en: string }
  readonly askedBy: string
}

/** What the calendar says already: shown to whoever asks; it is asked again before each post goes out. */
export interface Asked {
  readonly targets: readonly string[]
  /** ISO 8601 */
  readonly heldUntil: string | null
}

/**
 * Asks for posts of one approved piece on the organisation's own channels, each with a state of its own. Said twice it asks for nothing twice: a piece
 * stands on a channel once in each form, language and kit.
 * @param rules the edition's, of the release gate
 * @throws Refusal notFound when the bytes are not approved (any more), badInput when a post would be refused
 */
export async function askToPublish(
  tx: Transaction,
  rules: readonly ReleaseRule[],
  asked: AskToPublish,
): Promise<Asked> {
  const piece = await approvedPiece(tx, asked.pieceId)
  if (piece?.hash !== asked.hash) throw new Refusal('notFound', { reason: 'channels_why_not_approved' })
  const channels = new Map((await channelsOf(tx, false)).map((channel) => [channel.id, channel]))
  const rendered = await renderedOf(tx, asked.pieceId, asked.hash)
  const judge = await openGate(tx, rules)
  const due = asked.notBefore !== undefined && asked.notBefore > tx.now ? asked.notBefore : tx.now
  const targets: NewTarget[] = []
  let heldUntil: Date | null = null
  for (const post of asked.posts) {
    const channel = channels.get(post.channelId)
    if (!channel) throw new Refusal('badInput', { reason: 'channels_unknown' })
    const files =
      rendered.find(({ form, language }) => form === post.form && language === post.language)?.files ?? []
    const target = targetOf(asked, post, channel, {
      files: matterOf(post.form) === 'words' ? [] : files,
      isSynthetic: piece.synthetic,
      nextAt: due,
    })
    refuseUnfit(tx, channel, post, target)
    const ruling = judge(askOf(channel, asked.hash))
    if (ruling.kind === 'refuse') throw new Refusal('badInput', { reason: ruling.reason })
    if (ruling.kind === 'hold' && (heldUntil === null || ruling.until > heldUntil)) heldUntil = ruling.until
    targets.push(
      ruling.kind === 'hold' && due <= tx.now ? { ...target, state: 'held', reason: ruling.reason } : target,
    )
  }
  const made = await insertTargets(tx, targets)
  await enqueueAll(
    tx,
    runOne as JobDefinition<{ targetId: string }>,
    made.map((targetId) => ({ targetId })),
    { after: due },
  )
  record(tx, 'channels.askToPublish', `piece:${asked.pieceId}`, {
    targets: made,
    channels: targets.map(({ channelId }) => channelId),
    notBefore: asked.notBefore?.toISOString() ?? null,
  })
  return { targets: made, heldUntil: heldUntil?.toISOString() ?? null }
}

const targetOf = (
  asked: AskToPublish,
  post: PostAsked,
  channel: Channel,
  rest: Pick<NewTarget, 'files' | 'isSynthetic' | 'nextAt'>,
): NewTarget => ({
  ...rest,
  id: uuidv7(),
  channelId: channel.id,
  pieceId: asked.pieceId,
  hash: asked.hash,
  form: post.form,
  language: post.language,
  kitId: asked.kitId ?? null,
  title: post.title,
  words: captionOf(post.words, {
    synthetic: rest.isSynthetic,
    responsible: asked.responsible[post.language],
    language: post.language,
  }),
  link: null,
  reason: null,
  state: 'queued',
  mediaToken: crypto.randomUUID(),
  askedBy: asked.askedBy,
})

/** What would certainly fail is not asked for: the list of the page says the same beforehand. */
function refuseUnfit(tx: Transaction, channel: Channel, post: PostAsked, target: NewTarget): void {
  const points = preflight(
    channelState(channel),
    {
      form: post.form,
      title: post.title,
      words: target.words,
      files: target.files,
      synthetic: target.isSynthetic,
      responsible: '',
      language: post.language,
      isWhole: true,
    },
    tx.now,
  )
  // A quota that is used up today is free tomorrow: the post waits for it.
  const stop = points.filter(({ grade, key }) => grade === 'stop' && key !== 'quota_used')
  if (!mayGo(stop))
    throw new Refusal('badInput', {
      fields: Object.fromEntries(stop.map((one) => [`${fieldOf(one)}-${channel.id}`, inShort(one)])),
    })
}
