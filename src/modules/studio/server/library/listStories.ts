import type { Readable } from 'node:stream'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import type { StoryState } from '../../domain/library/story.ts'
import { mayAnswerStory, mayOpenStory, maySeeStories } from './libraryPolicy.ts'
import { findStory, myStand, ownInLibrary, storiesOf, waitingStories, type Story } from './storyStore.ts'

/** More at once nobody looks through. */
const MOST = 60

/** A story as creators see it: where it comes from, never who sent it. */
export type QueuedStory = Omit<
  Story,
  'personId' | 'file' | 'thumb' | 'screen' | 'likeness' | 'answeredBy' | 'placeLft' | 'bytes'
> & {
  readonly mayAnswer: boolean
}

/** Stories of the booths in one's part: those that wait, and lately answered ones. @throws Refusal notSignedIn, forbidden */
export async function listStories(
  ctx: Context,
): Promise<{ readonly waiting: readonly QueuedStory[]; readonly answered: readonly QueuedStory[] }> {
  const actor = requirePerson(ctx.actor)
  authorise(maySeeStories(actor))
  const within = actor.authorities.filter(({ role }) => role === 'creator')
  const asQueued = ({
    personId,
    file: _f,
    thumb: _t,
    screen: _s,
    likeness: _l,
    answeredBy: _a,
    bytes: _b,
    placeLft,
    ...story
  }: Story): QueuedStory => ({
    ...story,
    mayAnswer: mayAnswerStory(actor, { personId, placeLft, wing: story.wing }).allowed,
  })
  return ctx.transaction(async (tx) => {
    const of = async (state: StoryState, most = MOST) =>
      (await waitingStories(tx, within, state, most)).map(asQueued)
    return {
      waiting: await of('sent'),
      answered: [...(await of('taken', 10)), ...(await of('declined', 10))],
    }
  })
}

/** A story as whoever sent it sees it. */
export type MyStory = Pick<
  Story,
  'id' | 'state' | 'words' | 'kind' | 'people' | 'shownWhere' | 'arrivedAt' | 'answer' | 'answeredAt' | 'ms'
>

/** One's own stories and what became of them. @throws Refusal notSignedIn */
export async function myStories(
  ctx: Context,
): Promise<{ readonly isVouched: boolean; readonly stories: readonly MyStory[] }> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const stand = await myStand(tx)
    const stories = await storiesOf(tx, personId, MOST)
    return {
      isVouched: stand?.isVouched === true,
      stories: stories.map(
        ({ id, state, words, kind, people, shownWhere, arrivedAt, answer, answeredAt, ms }) => ({
          ...{ id, state, words, kind, people, shownWhere, arrivedAt, answer, answeredAt, ms },
        }),
      ),
    }
  })
}

/** All that one ever sent or brought into the library, for the copy of one's own data (DPDP Act 2023 s. 11). */
export async function exportMyStories(ctx: Context): Promise<Record<string, unknown>> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) => ownInLibrary(tx, personId))
}

const PARTS = ['thumb', 'screen', 'file'] as const

/** A story's file, for whoever sent it and creators of its part. @throws Refusal notSignedIn, notFound also for what one may not see, forbidden */
export async function openStoryFile(
  ctx: Context,
  storyId: string,
  part: string,
): Promise<{ readonly bytes: number; readonly mediaType: string; readonly stream: Readable }> {
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const story = await lookUp(storyId, (id) => findStory(tx, id), 'studio_l_story_unknown')
    const asked = PARTS.find((one) => one === part)
    const address = asked && story[asked]
    if (!address) throw new Refusal('notFound', { reason: 'studio_l_story_unknown' })
    authorise(mayOpenStory(ctx.actor, story))
    const { bytes, stream } = await getFile(tx, await openStore(ctx.platform.environment), address)
    return { bytes, mediaType: asked === 'file' ? story.mediaType! : 'image/jpeg', stream }
  })
}
