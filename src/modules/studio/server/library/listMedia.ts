import { tidyText } from '#engines/scenes/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { isUuid } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { namesOf } from '#modules/people/server/index.ts'
import { MEDIA_KINDS, type ChosenMedia, type MediaKind } from '../../domain/library/media.ts'
import {
  mayDescribe,
  mayKeepMedia,
  maySeeLibrary,
  maySeeMedia,
  mayWithdraw,
  maySeeStories,
} from './libraryPolicy.ts'
import { maySee } from '../policy.ts'
import { piecesWith } from './withdrawnStore.ts'
import { alikeMedia, findMedia, listMediaRows, type Alike, type Media } from './mediaStore.ts'

/** One page of the library. */
const PAGE = 48

/** Whether the library is shown to whoever acts, for the menu. */
export const seesLibrary = (ctx: Context): boolean => maySeeLibrary(ctx.actor).allowed

export interface MediaAsked {
  readonly kind?: string | undefined
  readonly q?: string | undefined
  readonly before?: string | undefined
}

/** A medium in a list. */
export type ListedMedia = Pick<
  Media,
  'id' | 'kind' | 'title' | 'thumb' | 'ms' | 'synthetic' | 'withdrawnAt' | 'madeAt' | 'shows'
> & {
  /** Somebody can be recognised and nobody has asked, or nobody is named yet. */
  readonly isUnasked: boolean
}

export interface MediaList {
  readonly media: readonly ListedMedia[]
  readonly next: string | undefined
  readonly mayKeep: boolean
  readonly seesStories: boolean
}

const kindOf = (kind: string | undefined): MediaKind | undefined => MEDIA_KINDS.find((one) => one === kind)

/** What stands in an address is anybody's: what no database takes, such as a zero byte, is left out. */
const questionOf = ({ kind, q, before }: MediaAsked) => ({
  kind: kindOf(kind),
  q: q === undefined ? undefined : tidyText(q),
  before: before !== undefined && isUuid(before) ? before : undefined,
})

export const isUnasked = ({ shows, people }: Pick<Media, 'shows' | 'people'>): boolean =>
  shows === 'people' && (people.length === 0 || people.some(({ basis }) => basis === 'unasked'))

/** The library as far as one's office meets it, the newest first. @throws Refusal notSignedIn, forbidden */
export async function listMedia(ctx: Context, asked: MediaAsked): Promise<MediaList> {
  requirePerson(ctx.actor)
  authorise(maySeeLibrary(ctx.actor))
  const rows = await ctx.transaction((tx) => listMediaRows(tx, { ...questionOf(asked), most: PAGE + 1 }))
  const shown = rows.slice(0, PAGE)
  return {
    media: shown.map((one) => ({
      ...{
        id: one.id,
        kind: one.kind,
        title: one.title,
        thumb: one.thumb,
        ms: one.ms,
        synthetic: one.synthetic,
      },
      ...{ withdrawnAt: one.withdrawnAt, madeAt: one.madeAt, shows: one.shows, isUnasked: isUnasked(one) },
    })),
    next: rows.length > PAGE ? shown.at(-1)?.id : undefined,
    mayKeep: mayKeepMedia(ctx.actor).allowed,
    seesStories: maySeeStories(ctx.actor).allowed,
  }
}

export interface MediaView {
  readonly media: Media
  readonly alike: readonly Alike[]
  readonly broughtBy: string | undefined
  /** Pieces that show it, of those whom the asker sees. */
  readonly usedIn: readonly { readonly id: string; readonly hi: string; readonly en: string }[]
  readonly mayDescribe: boolean
  readonly mayWithdraw: boolean
}

/** One medium with all that is known of it and what looks like it. @throws Refusal notFound, forbidden */
export async function viewMedia(ctx: Context, id: string): Promise<MediaView> {
  requirePerson(ctx.actor)
  authorise(maySeeLibrary(ctx.actor))
  return ctx.transaction(async (tx) => {
    const media = await lookUp(id, (known) => findMedia(tx, known), 'studio_l_unknown')
    authorise(maySeeMedia(ctx.actor, media))
    const names = await namesOf(tx, [media.madeBy])
    return {
      media,
      alike: await alikeMedia(tx, media),
      usedIn: (await piecesWith(tx, media.file))
        .filter((piece) => maySee(ctx.actor, piece).allowed)
        .map(({ id, hi, en }) => ({ id, hi, en })),
      broughtBy: media.madeBy ? names.get(media.madeBy)?.[ctx.locale] : undefined,
      mayDescribe: mayDescribe(ctx.actor, media).allowed,
      mayWithdraw: mayWithdraw(ctx.actor, media).allowed,
    }
  })
}

/** What an editor may put into a scene: usable media with what the document must say of them. @throws Refusal notSignedIn, forbidden */
export async function chooseMedia(
  ctx: Context,
  asked: MediaAsked,
): Promise<{
  readonly media: readonly (ChosenMedia & { readonly thumb: string | null })[]
  readonly next: string | undefined
}> {
  requirePerson(ctx.actor)
  authorise(maySeeLibrary(ctx.actor))
  const rows = await ctx.transaction((tx) =>
    listMediaRows(tx, { ...questionOf(asked), usable: true, most: PAGE + 1 }),
  )
  const shown = rows.slice(0, PAGE)
  return {
    media: shown.map((one) => ({ ...chosen(one), thumb: one.thumb })),
    next: rows.length > PAGE ? shown.at(-1)?.id : undefined,
  }
}

export function chosen(media: Media): ChosenMedia {
  const { id, kind, file, ms, title, shows, booth } = media
  return {
    ...{ id, kind, file, ms, title, shows },
    people: media.people
      .filter(({ withdrawnAt }) => withdrawnAt === null)
      .map((one) => ({ id: one.id, name: one.name, basis: one.basis })),
    credit: booth && { hi: booth.hi, en: booth.en, booth: booth.id },
    synthetic:
      media.synthetic === 'none'
        ? { kind: 'none' }
        : { kind: media.synthetic, tool: media.tool!, what: { hi: media.what!, en: media.what! } },
  }
}
