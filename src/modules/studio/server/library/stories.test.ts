/** Stories from booths on a real database: sent by a volunteer, taken or answered by a creator, withdrawn, gone when she leaves. */
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { forgetFile } from '#platform/files/forgetFiles.ts'
import { aClip, aLongClip, aPhoto, inOneStream, saidOfStory } from '#tests/builders/library.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import type { SendStory } from '../../domain/library/story.ts'
import { viewPiece } from '../viewPiece.ts'
import { beginFromStory } from './beginFromStory.ts'
import { declineStory } from './declineStory.ts'
import { libraryReactions } from './libraryReactions.ts'
import { chooseMedia, viewMedia } from './listMedia.ts'
import { exportMyStories, listStories, myStories, openStoryFile } from './listStories.ts'
import { sendStory } from './sendStory.ts'
import { takeStory } from './takeStory.ts'
import { openLibraryFile } from './openLibraryFile.ts'
import { WITHDRAWN_BY_SENDER, withdrawStory } from './withdrawStory.ts'

let house: TestPlatform
let network: Network
let creator: Context
let self: PersonActor
let volunteer: Context
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  creator = house.as(await network.holder(network.tree.district(0), null, 'creator'))
})
beforeEach(async () => {
  const person = await network.person({ place: network.tree.booth(0, 0, 1), wing: 1 })
  await network.appoint(person, { role: 'volunteer' })
  self = await network.actor(person, 1)
  volunteer = house.as(self)
})
afterAll(() => house.close())

const send = (changes: Partial<SendStory> = {}, file?: Buffer, by = volunteer) =>
  sendStory(by, saidOfStory(changes), file && inOneStream(file))
const files = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from platform.file`.execute(house.owner.db)).rows[0]!.n

/** Files that are to be forgotten, as the worker forgets them. */
async function forgetAsked() {
  const { rows } = await sql<{ data: { sha256: string } }>`
    delete from jobs.job where name = ${forgetFile.name} returning data`.execute(house.owner.db)
  for (const { data } of rows)
    await forgetFile.handle(house.asSystem(), data, {
      ...{ id: uuidv7(), attempt: 0 },
      signal: new AbortController().signal,
    })
}
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

describe('a volunteer', () => {
  it('sends words, a photo or a clip; reads what became of it; a repeated command is one story', async () => {
    const command = uuidv7()
    const photo = await aPhoto(11)
    const first = await send({ command, madeAt: '2026-11-20T05:00:00.000Z' }, photo)
    expect(await send({ command, madeAt: '2026-11-20T05:00:01.000Z' }, photo)).toEqual(first)
    await send({ people: '०', grownUp: undefined, agreed: undefined })
    await send({}, aClip(2))
    const { stories, isVouched } = await myStories(volunteer)
    expect(isVouched).toBe(true)
    expect(stories.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
      'clip sent',
      'null sent',
      'picture sent',
    ])
  })

  it.each([
    [{ words: ' ' }, { words: 'studio_l_story_words_short' }],
    [{ people: '' }, undefined],
    [{ people: 'दस' }, { people: 'studio_l_story_people_needed' }],
    [{ people: '-1' }, { people: 'studio_l_story_people_needed' }],
    [{ grownUp: undefined }, { grownUp: 'studio_l_story_grown_up_needed' }],
    [{ agreed: undefined }, { agreed: 'studio_l_story_agreed_needed' }],
    [{ shownWhere: undefined }, { shownWhere: 'studio_l_story_where_needed' }],
    [{ synthetic: undefined }, { synthetic: 'studio_l_synthetic_needed' }],
  ])('is asked: %o', async (changes, fields) => {
    await expect(send(changes)).rejects.toMatchObject({
      id: 'badInput',
      fields: fields ?? { people: 'studio_l_story_people_needed' },
    })
  })

  it('reads all that is wrong at once: words, consent, what is not chosen, and the file', async () => {
    const wrong = {
      words: '',
      agreed: undefined,
      grownUp: undefined,
      shownWhere: undefined,
      synthetic: undefined,
    }
    await expect(send({ ...wrong, people: '2' }, Buffer.from('no picture'))).rejects.toMatchObject({
      id: 'badInput',
      fields: {
        ...{ words: 'studio_l_story_words_short', grownUp: 'studio_l_story_grown_up_needed' },
        ...{ agreed: 'studio_l_story_agreed_needed', shownWhere: 'studio_l_story_where_needed' },
        ...{ synthetic: 'studio_l_synthetic_needed', photo: 'studio_l_kind_refused' },
      },
    })
  })

  it('is refused a file that is none, a clip of hours, and more than a batch carries, beside the file; and waits for a vouch', async () => {
    const kept = await files()
    await expect(send({}, Buffer.from('<svg><script>x</script></svg>'))).rejects.toMatchObject({
      fields: { photo: 'studio_l_kind_refused' },
    })
    await expect(send({}, aLongClip(600))).rejects.toMatchObject({ fields: { photo: 'files_played_long' } })
    await expect(send({}, Buffer.alloc(11 * 1024 * 1024, 1))).rejects.toMatchObject({
      fields: { photo: 'studio_l_story_file_large' },
    })
    const placed = await network.person({ place: network.tree.booth(0, 0, 1), wing: 1, state: 'placed' })
    await expect(send({}, undefined, house.as(await network.actor(placed, 1)))).rejects.toMatchObject({
      reason: 'studio_l_not_vouched',
    })
    expect(await files()).toBe(kept)
  })

  it('takes it back: words and files go; what was made of it is out of use', async () => {
    const { storyId } = await send({}, await aPhoto(12))
    const { mediaId } = await takeStory(creator, { command: uuidv7(), storyId, title: 'सफ़ाई' })
    await withdrawStory(volunteer, { command: uuidv7(), storyId })
    expect((await viewMedia(creator, mediaId)).media.withdrawnAt).not.toBeNull()
    expect((await myStories(volunteer)).stories[0]).toMatchObject({
      state: 'withdrawn',
      words: null,
      kind: null,
    })
    await expect(withdrawStory(volunteer, { command: uuidv7(), storyId })).rejects.toMatchObject({
      reason: 'studio_l_withdrawn_already',
    })
    await expect(openStoryFile(creator, storyId, 'screen')).rejects.toMatchObject({ id: 'notFound' })
  })

  it('takes its bytes along: they stay while another shows them, under her name and credit then, and go with the last', async () => {
    const photo = await aPhoto(41)
    await forgetAsked()
    const kept = await files()
    const other = await network.person({ place: network.tree.booth(0, 0, 0), wing: 1 })
    await network.appoint(other, { role: 'volunteer' })
    const sister = house.as(await network.actor(other, 1))
    const [mine, hers] = [await send({}, photo), await send({}, photo, sister)]
    const { mediaId } = await takeStory(creator, { command: uuidv7(), storyId: mine.storyId, title: 'वही' })
    const same = await takeStory(creator, { command: uuidv7(), storyId: hers.storyId, title: 'वही फिर' })
    expect(same.mediaId).toBe(mediaId)
    await withdrawStory(volunteer, { command: uuidv7(), storyId: mine.storyId })
    await forgetAsked()
    const { media } = await viewMedia(creator, mediaId)
    expect(media).toMatchObject({ withdrawnAt: null, isEmptied: false, storyId: hers.storyId })
    expect(media.booth!.id).toBe(network.tree.booth(0, 0, 0).id)
    const { stream } = await openLibraryFile(creator, media.file)
    expect(sha(await buffer(stream))).toBe(media.file)

    await withdrawStory(sister, { command: uuidv7(), storyId: hers.storyId })
    await forgetAsked()
    expect((await viewMedia(creator, mediaId)).media).toMatchObject({
      ...{ isEmptied: true, file: media.file, thumb: null, likeness: null, title: WITHDRAWN_BY_SENDER },
    })
    await expect(openLibraryFile(creator, media.file)).rejects.toMatchObject({ id: 'notFound' })
    expect(await files()).toBe(kept)
  })

  it('has it in her copy; when she leaves, what waits goes with its file and of what was taken her words go', async () => {
    const taken = await send({}, await aPhoto(13))
    await takeStory(creator, { command: uuidv7(), storyId: taken.storyId, title: 'ली गई' })
    const waiting = await send({}, await aPhoto(14))
    expect((await exportMyStories(volunteer)).boothStories).toHaveLength(2)
    const react = libraryReactions.find(({ event }) => event === 'people.left')
    const event = { id: '1', name: 'people.left', payload: { personId: self.personId }, at: new Date() }
    await house.asSystem().transaction((tx) => react!.react(tx, event as never))
    const { rows } =
      await sql`select id, state, words, file from studio.story where person_id = ${self.personId} order by state`.execute(
        house.owner.db,
      )
    expect(rows).toEqual([
      { id: taken.storyId, state: 'taken', words: null, file: null },
      { id: waiting.storyId, state: 'withdrawn', words: null, file: null },
    ])
    expect((await chooseMedia(creator, { q: 'ली गई' })).media).toHaveLength(1)
  })
})

describe('a creator', () => {
  it('sees what waits in her part, from where and not from whom, and makes media of it that credits the booth', async () => {
    const { storyId } = await send({ words: 'पेड़ लगाए' }, await aPhoto(15))
    const { waiting } = await listStories(creator)
    const story = waiting.find(({ id }) => id === storyId)!
    expect(story).toMatchObject({ words: 'पेड़ लगाए', people: 3, mayAnswer: true })
    expect(JSON.stringify(story)).not.toContain(self.personId)
    const { mediaId } = await takeStory(creator, { command: uuidv7(), storyId, title: 'पेड़' })
    const { media } = await viewMedia(creator, mediaId)
    expect(media).toMatchObject({ origin: 'booth', rights: 'permission', shows: 'people', kind: 'picture' })
    expect(media.people).toMatchObject([{ basis: 'consent', how: 'spoken', withdrawnAt: null }])
    const [chosen] = (await chooseMedia(creator, { q: 'पेड़' })).media
    expect(chosen!.credit).toMatchObject({ booth: network.tree.booth(0, 0, 1).id })
    await expect(takeStory(creator, { command: uuidv7(), storyId, title: 'फिर' })).rejects.toMatchObject({
      reason: 'studio_l_story_answered',
    })
    expect((await myStories(volunteer)).stories[0]!.state).toBe('taken')
  })

  it('begins a piece from what she took: its picture and credit in the first scene, its words, and not who sent it', async () => {
    const { storyId } = await send({ words: 'बावड़ी साफ़ की' }, await aPhoto(51))
    const ask = { command: uuidv7(), storyId, kind: 'idea' as const }
    await expect(beginFromStory(creator, ask)).rejects.toMatchObject({ reason: 'studio_l_story_not_taken' })
    const { mediaId } = await takeStory(creator, { command: uuidv7(), storyId, title: 'बावड़ी' })
    const { pieceId } = await beginFromStory(creator, ask)
    expect(await beginFromStory(creator, ask)).toEqual({ pieceId })
    const { document, libraryFaults } = await viewPiece(creator, pieceId)
    const { media } = await viewMedia(creator, mediaId)
    const shown = document.scenes['scene-1']!.media!
    expect([shown.file, document.credits[shown.credit!]!.booth]).toEqual([
      media.file,
      network.tree.booth(0, 0, 1).id,
    ])
    expect(shown.depicts).toEqual(media.people.map(({ id }) => id))
    expect(document.scenes['scene-2']!.blocks['text-2']!.hi).toBe('बावड़ी साफ़ की')
    expect([libraryFaults, JSON.stringify(document).includes(self.personId)]).toEqual([[], false])
    await withdrawStory(volunteer, { command: uuidv7(), storyId })
    await expect(beginFromStory(creator, { ...ask, command: uuidv7() })).rejects.toMatchObject({
      reason: 'studio_l_story_not_taken',
    })
  })

  it('answers why not; takes neither what is only words nor what may be shown inside only; adds with what a machine changed it', async () => {
    const { storyId } = await send()
    await expect(takeStory(creator, { command: uuidv7(), storyId, title: 'शब्द' })).rejects.toMatchObject({
      reason: 'studio_l_story_without_file',
    })
    await expect(declineStory(creator, { command: uuidv7(), storyId, why: ' ' })).rejects.toMatchObject({
      fields: { why: 'studio_l_why_needed' },
    })
    await declineStory(creator, { command: uuidv7(), storyId, why: 'चित्र भी भेजें' })
    expect((await myStories(volunteer)).stories[0]).toMatchObject({ state: 'declined', answer: 'चित्र भी भेजें' })
    const inside = await send({ shownWhere: 'inside' }, await aPhoto(16))
    await expect(
      takeStory(creator, { command: uuidv7(), storyId: inside.storyId, title: 'भीतर' }),
    ).rejects.toMatchObject({ reason: 'studio_l_story_inside_only' })
    const altered = await send({ synthetic: 'altered' }, await aPhoto(17))
    const take = { storyId: altered.storyId, title: 'बदला' }
    // All at once, as a creator reads it beside the fields.
    await expect(takeStory(creator, { command: uuidv7(), ...take, title: ' ' })).rejects.toMatchObject({
      fields: { title: 'studio_l_line_short', tool: 'studio_l_tool_needed', what: 'studio_l_what_needed' },
    })
    const { mediaId } = await takeStory(creator, {
      command: uuidv7(),
      ...take,
      tool: 'An app',
      what: 'आसमान',
    })
    expect((await viewMedia(creator, mediaId)).media).toMatchObject({ synthetic: 'altered', tool: 'An app' })
  })
})
