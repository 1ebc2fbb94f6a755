import { approvedPiece, listApproved } from '#modules/studio/server/index.ts'
import type { Context } from '#platform/context.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { explainGate, type Explained, type ReleaseRule } from '#platform/release/gate.ts'
import { preflight, type Point } from '../domain/preflight.ts'
import { FORMS_OF, matterOf, type Form } from '../domain/platform.ts'
import { channelsOf, type Channel } from './channelStore.ts'
import { looker } from './keeping.ts'
import { mayPublish } from './policy.ts'
import { renderedOf, type Rendered } from './rendered.ts'
import { channelState } from './sending/claim.ts'

/** What may go out on one channel, in one form. */
export interface Choice {
  readonly form: Form
  readonly language: 'hi' | 'en'
}
export interface PlannedChannel {
  readonly channel: Pick<Channel, 'id' | 'platform' | 'name' | 'placeHi' | 'placeEn'>
  /** Forms that its platform takes and that are rendered, the most fitting first. */
  readonly choices: readonly Choice[]
  readonly points: readonly Point[]
}
export interface Plan {
  readonly piece: {
    readonly pieceId: string
    readonly hash: string
    readonly titleHi: string
    readonly titleEn: string
    readonly synthetic: boolean
  }
  readonly channels: readonly PlannedChannel[]
  /** The piece as a message, where the studio made one: to begin with. */
  readonly words: { readonly hi: string; readonly en: string }
  /** Whom the calendar holds, and until when. */
  readonly holds: readonly Explained[]
}

/** What was typed for one channel so far; left out before anything was. */
export interface Typed {
  readonly form: Form
  readonly language: 'hi' | 'en'
  readonly title: string
  readonly words: string
}

/** Approved pieces to choose from. @throws Refusal forbidden */
export async function publishable(ctx: Context) {
  const { authorities } = looker(ctx.actor, mayPublish)
  const near = authorities.filter(({ level, wing }) => level === 'state' && wing === null)
  return ctx.transaction(async (tx) =>
    (await listApproved(tx, { near })).map(({ pieceId, hash, titleHi, titleEn, kind, approvedAt }) => ({
      pieceId,
      hash,
      titleHi,
      titleEn,
      kind,
      approvedAt,
    })),
  )
}

/**
 * What would be published of a piece, and everything that can be known beforehand.
 * @param typed what was typed, by the channel's id
 * @throws Refusal forbidden, notFound
 */
export async function planPosts(
  ctx: Context,
  rules: readonly ReleaseRule[],
  pieceId: string,
  typed: ReadonlyMap<string, Typed> = new Map(),
  responsible = '',
): Promise<Plan> {
  looker(ctx.actor, mayPublish)
  return ctx.transaction(async (tx) => {
    const piece = await lookUp(pieceId, (known) => approvedPiece(tx, known), 'channels_piece_unknown')
    const rendered = await renderedOf(tx, pieceId, piece.hash)
    const channels = await channelsOf(tx, false)
    const widest = channels.reduce(
      (span, { placeLft, placeRgt }) => ({
        lft: Math.min(span.lft, placeLft),
        rgt: Math.max(span.rgt, placeRgt),
      }),
      { lft: Infinity, rgt: 0 },
    )
    return {
      piece: {
        pieceId,
        hash: piece.hash,
        titleHi: piece.titleHi,
        titleEn: piece.titleEn,
        synthetic: piece.synthetic,
      },
      channels: channels.map((channel) =>
        planned(
          channel,
          rendered,
          typed.get(channel.id),
          { synthetic: piece.synthetic, responsible },
          ctx.now,
        ),
      ),
      words: { hi: messageIn(rendered, 'hi'), en: messageIn(rendered, 'en') },
      holds: channels.length === 0 ? [] : await explainGate(tx, rules, { ...widest, channels: ['official'] }),
    }
  })
}

const messageIn = (rendered: readonly Rendered[], wanted: 'hi' | 'en'): string =>
  rendered.find(({ form, language }) => form === 'message' && language === wanted)?.words ?? ''

const LANGUAGES = ['hi', 'en'] as const
/** Words need nothing rendered: every piece can be told in words. */
function choicesOn(channel: Channel, rendered: readonly Rendered[]): readonly Choice[] {
  return FORMS_OF[channel.platform].flatMap((form) =>
    LANGUAGES.filter(
      (language) =>
        matterOf(form) === 'words' ||
        rendered.some((one) => one.form === form && one.language === language && one.files.length > 0),
    ).map((language) => ({ form, language })),
  )
}

function planned(
  channel: Channel,
  rendered: readonly Rendered[],
  typed: Typed | undefined,
  piece: { readonly synthetic: boolean; readonly responsible: string },
  now: Date,
): PlannedChannel {
  const choices = choicesOn(channel, rendered)
  const { id, platform, name, placeHi, placeEn } = channel
  // What the fields begin with is what is looked at before anything was typed.
  const first = choices[0] ?? { form: FORMS_OF[platform][0]!, language: 'hi' as const }
  const chosen = typed ?? { ...first, title: '-', words: messageIn(rendered, first.language) }
  const files =
    rendered.find(({ form, language }) => form === chosen.form && language === chosen.language)?.files ?? []
  return {
    channel: { id, platform, name, placeHi, placeEn },
    choices,
    points: preflight(channelState(channel), { ...chosen, files, ...piece }, now),
  }
}
