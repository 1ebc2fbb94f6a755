import { authorise, requireMember, requirePerson } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { listBehindSchema, type ListBehind } from '../domain/track.ts'
import { coordinating, mayListProofs, mayListTracks, mayReleaseSome } from './policy.ts'
import {
  behindOn,
  countedTracks,
  findTrack,
  tracksOf,
  type Behind,
  type BehindKey,
  type CountedTrack,
  type OwnTrack,
  type Track,
} from './trackStore.ts'

/** People of one part of a list. */
const PAGE = 50

export interface ListedTracks {
  readonly tracks: readonly (CountedTrack & { readonly isLate: boolean })[]
  /** Whether she makes and ends them. */
  readonly makes: boolean
  /** Whether there are people of her own to be counted. */
  readonly counts: boolean
}

/** All tracks with how far one's own people are. @throws Refusal forbidden to whoever neither coordinates nor makes them */
export async function listTracks(ctx: Context): Promise<ListedTracks> {
  requirePerson(ctx.actor)
  authorise(mayListTracks(ctx.actor))
  const reader = coordinating(ctx.actor)
  const today = indianDay(ctx.now)
  const tracks = await ctx.transaction((tx) => countedTracks(tx, reader))
  return {
    tracks: tracks.map((track) => ({ ...track, isLate: track.dueOn < today })),
    makes: mayReleaseSome(ctx.actor).allowed,
    counts: reader.length > 0,
  }
}

export interface BehindList {
  readonly track: Track & { readonly isLate: boolean }
  readonly rows: readonly Behind[]
  readonly next: string | undefined
}

/** Who of one's own people has not passed all of a track, who has done least first. @throws Refusal forbidden, notFound */
export async function listBehind(ctx: Context, input: ListBehind): Promise<BehindList> {
  requirePerson(ctx.actor)
  authorise(mayListProofs(ctx.actor))
  const { trackId, after } = parse(listBehindSchema, input)
  const reader = coordinating(ctx.actor)
  return ctx.transaction(async (tx) => {
    const track = await findTrack(tx, trackId)
    if (!track) throw new Refusal('notFound', { reason: 'learning_track_unknown' })
    const found = await behindOn(tx, trackId, reader, cursor(after), PAGE + 1)
    const rows = found.slice(0, PAGE)
    const last = rows.at(-1)
    return {
      track: { ...track, isLate: track.dueOn < indianDay(ctx.now) },
      rows: rows.map(({ placeLft: _, ...row }) => row),
      next: found.length > PAGE && last ? `${last.passed}.${last.placeLft}.${last.personId}` : undefined,
    }
  })
}

/** Whether whoever acts sees tracks: for the menu. */
export const seesTracks = (ctx: Context): boolean => mayListTracks(ctx.actor).allowed

/** The tracks that ask whoever acts, soonest due first. @throws Refusal notSignedIn */
export async function myTracks(ctx: Context): Promise<readonly (OwnTrack & { readonly isLate: boolean })[]> {
  const { personId } = requireMember(ctx.actor)
  const tracks = await ctx.transaction((tx) => tracksOf(tx, personId))
  const today = indianDay(ctx.now)
  return tracks.map((track) => ({ ...track, isLate: track.dueOn < today && track.passed < track.lessons }))
}

/** The point after which a part begins; undefined for anything that no list of ours has said. */
function cursor(after: string | undefined): BehindKey | undefined {
  const read = /^(\d{1,5})\.(\d{1,9})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after ?? '')
  return read ? [Number(read[1]), Number(read[2]), read[3]!] : undefined
}
