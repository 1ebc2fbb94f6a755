/** Who may: every role at every level and wing tries every verb of the library; and a stranger's story stays closed. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NOBODY, type Actor } from '#platform/access/actor.ts'
import type { Role } from '#platform/access/scope.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { aPhoto, arrived, inOneStream, saidOfMedia, saidOfStory } from '#tests/builders/library.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { addDepicted } from './addDepicted.ts'
import { addMedia, requireKeepingMedia } from './addMedia.ts'
import { beginFromStory } from './beginFromStory.ts'
import { declineStory } from './declineStory.ts'
import { chooseMedia, listMedia, viewMedia } from './listMedia.ts'
import { listStories, openStoryFile } from './listStories.ts'
import { openLibraryFile } from './openLibraryFile.ts'
import { sendStory } from './sendStory.ts'
import { takeStory } from './takeStory.ts'
import { withdrawMedia } from './withdrawMedia.ts'
import { withdrawStory } from './withdrawStory.ts'

const ROLES: readonly Role[] = ['volunteer', 'booth_lead', 'coordinator', 'trainer', 'creator', 'reviewer', 'researcher', 'editor', 'auditor', 'admin'] // prettier-ignore
const LOOKS: readonly Role[] = ['creator', 'reviewer', 'coordinator', 'admin', 'auditor']
let house: TestPlatform
let network: Network
/** Whose media and stories are tried: a creator of the first district's youth wing, a volunteer of a booth there. */
let maker: Context
let volunteer: Context
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  maker = house.as(await network.holder(network.tree.district(0), 1, 'creator'))
  const person = await network.person({ place: network.tree.booth(0, 0, 0), wing: 1 })
  volunteer = house.as(await network.actor(person, 1))
})
afterAll(() => house.close())

/** `done`, or the refusal's id: out of sight and out of one's right are told apart. */
async function outcomeOf(deed: () => Promise<unknown>): Promise<string> {
  try {
    await deed()
    return 'done'
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    return thrown.id
  }
}

let hue = 0
const aMedium = async (by = maker, shows: 'people' | 'nobody' = 'people') => {
  const received = await arrived(await aPhoto(++hue, 160, 120))
  const { mediaId } = await addMedia(by, saidOfMedia({ shows }), received)
  await received.discard()
  return mediaId
}
const aStory = async () =>
  (await sendStory(volunteer, saidOfStory(), inOneStream(await aPhoto(++hue, 160, 120)))).storyId

type At = 'state' | 'district' | 'other' | 'booth'
const place = (at: At) => {
  const { tree } = network
  return at === 'state'
    ? tree.state
    : at === 'district'
      ? tree.district(0)
      : at === 'other'
        ? tree.district(1)
        : tree.booth(0, 0, 0)
}
const PLACES: readonly (readonly [At, number | null])[] = [
  ['state', null], ['state', 1], ['state', 2], ['district', null], ['district', 1], ['district', 2], ['other', null], ['other', 1], ['booth', 1],
] // prettier-ignore
/** Whether an office there holds the medium's home wholly, or meets it. */
const holds = (at: At, wing: number | null) => (at === 'state' || at === 'district') && wing !== 2
const meets = (at: At, wing: number | null) => at !== 'other' && wing !== 2

it('every role from every place and wing is let do what the policy says, and no more', async () => {
  const mediaId = await aMedium()
  const { media } = await viewMedia(maker, mediaId)
  const storyId = await aStory()
  for (const role of ROLES)
    for (const [at, wing] of PLACES) {
      const actor = await network.holder(place(at), wing, role)
      const ctx = house.as(actor)
      const looks = LOOKS.includes(role)
      const says = `${role} ${at} ${wing}`
      const ok = (may: boolean, otherwise = 'forbidden') => (may ? 'done' : otherwise)
      expect(await outcomeOf(() => requireKeepingMedia(ctx)), says).toBe(ok(role === 'creator'))
      expect(await outcomeOf(() => listMedia(ctx, {})), says).toBe(ok(looks))
      expect(await outcomeOf(() => chooseMedia(ctx, {})), says).toBe(ok(looks))
      // Who looks at the library somewhere else is told that there is no such medium.
      const seen = ok(looks && meets(at, wing), looks ? 'notFound' : 'forbidden')
      expect(await outcomeOf(() => viewMedia(ctx, mediaId)), says).toBe(seen)
      expect(
        await outcomeOf(async () => (await openLibraryFile(ctx, media.file)).stream.destroy()),
        says,
      ).toBe(seen)
      const isListed = looks && (await listMedia(ctx, {})).media.some(({ id }) => id === mediaId)
      expect(isListed, says).toBe(looks && meets(at, wing))
      // What may not be changed there is not found to be held.
      const hidden = looks && holds(at, wing) ? 'forbidden' : 'notFound'
      const depict = () => addDepicted(ctx, { command: uuidv7(), mediaId, name: 'कोई', basis: 'unasked' })
      expect(await outcomeOf(depict), says).toBe(ok(role === 'creator' && holds(at, wing), hidden))
      if (!(looks && role !== 'auditor' && holds(at, wing)))
        expect(
          await outcomeOf(() => withdrawMedia(ctx, { command: uuidv7(), mediaId, why: 'नहीं चाहिए' })),
          says,
        ).toBe(hidden)
      expect(await outcomeOf(() => listStories(ctx)), says).toBe(ok(role === 'creator'))
      const mayAnswer = role === 'creator' && (at === 'booth' || holds(at, wing))
      const closed = looks && (at === 'booth' || holds(at, wing)) ? 'forbidden' : 'notFound'
      expect(
        await outcomeOf(async () => (await openStoryFile(ctx, storyId, 'thumb')).stream.destroy()),
        says,
      ).toBe(ok(mayAnswer, closed))
      // Not taken yet: nothing begins from it, and whoever may not answer it learns no more.
      const begin = () => beginFromStory(ctx, { command: uuidv7(), storyId, kind: 'idea' })
      expect(await outcomeOf(begin), says).toBe(
        mayAnswer ? 'changedMeanwhile' : role === 'creator' ? closed : 'forbidden',
      )
      if (!mayAnswer) {
        expect(
          await outcomeOf(() => takeStory(ctx, { command: uuidv7(), storyId, title: 'कहानी' })),
          says,
        ).toBe(closed)
        expect(
          await outcomeOf(() => declineStory(ctx, { command: uuidv7(), storyId, why: 'नहीं' })),
          says,
        ).toBe(closed)
      }
      expect(await outcomeOf(() => withdrawStory(ctx, { command: uuidv7(), storyId })), says).toBe(
        closed === 'notFound' && !mayAnswer ? 'notFound' : 'forbidden',
      )
    }
}, 120_000)

it('who may withdraw and answer does', async () => {
  for (const [role, at, wing] of [
    ['reviewer', 'state', null],
    ['coordinator', 'district', 1],
    ['admin', 'district', null],
    ['creator', 'district', 1],
  ] as const) {
    const ctx = house.as(await network.holder(place(at), wing, role))
    expect(
      await outcomeOf(async () =>
        withdrawMedia(ctx, { command: uuidv7(), mediaId: await aMedium(), why: 'सहमति वापस' }),
      ),
    ).toBe('done')
  }
  const creator = house.as(await network.holder(place('state'), null, 'creator'))
  expect(
    await outcomeOf(async () =>
      takeStory(creator, { command: uuidv7(), storyId: await aStory(), title: 'कहानी' }),
    ),
  ).toBe('done')
  expect(
    await outcomeOf(async () =>
      declineStory(creator, { command: uuidv7(), storyId: await aStory(), why: 'धुँधला है' }),
    ),
  ).toBe('done')
})

it('nobody answers her own story, no stranger withdraws or opens it, and nobody is nobody', async () => {
  const both = await network.person({ place: network.tree.booth(0, 0, 0), wing: 1 })
  await network.appoint(both, { role: 'creator', place: network.tree.district(0) })
  const own = house.as(await network.actor(both))
  const { storyId } = await sendStory(own, saidOfStory(), inOneStream(await aPhoto(++hue, 160, 120)))
  expect(await outcomeOf(() => takeStory(own, { command: uuidv7(), storyId, title: 'अपनी' }))).toBe(
    'forbidden',
  )
  expect(await outcomeOf(() => declineStory(own, { command: uuidv7(), storyId, why: 'अपनी' }))).toBe(
    'forbidden',
  )
  expect(await outcomeOf(() => withdrawStory(volunteer, { command: uuidv7(), storyId }))).toBe('notFound')
  expect(await outcomeOf(() => openStoryFile(volunteer, storyId, 'screen'))).toBe('notFound')
  const nobody = house.as(NOBODY as Actor)
  const mediaId = await aMedium()
  for (const deed of [
    () => listMedia(nobody, {}),
    () => viewMedia(nobody, mediaId),
    () => listStories(nobody),
    () => withdrawStory(nobody, { command: uuidv7(), storyId }),
    () => sendStory(nobody, saidOfStory()),
  ])
    expect(await outcomeOf(deed)).toBe('notSignedIn')
})

it('the last wall: a stranger’s rows stay closed in SQL, whatever a verb forgot', async () => {
  const mediaId = await aMedium()
  const storyId = await aStory()
  const rows = (ctx: Context) =>
    ctx.transaction(async (tx) => {
      const found = await sql<{
        media: number
        stories: number
        depicted: number
      }>`select (select count(*)::int from studio.media where id = ${mediaId}) as media,
        (select count(*)::int from studio.story where id = ${storyId}) as stories, (select count(*)::int from studio.depicted where media_id = ${mediaId}) as depicted`.execute(
        tx.db,
      )
      return found.rows[0]!
    })
  const none = { media: 0, stories: 0, depicted: 0 }
  expect(await rows(house.as(NOBODY))).toEqual(none)
  expect(await rows(house.as(await network.holder(place('other'), null, 'creator')))).toEqual(none)
  expect(await rows(house.as(await network.holder(place('district'), 2, 'creator')))).toEqual(none)
  expect(await rows(house.as(await network.holder(place('booth'), 1, 'booth_lead')))).toEqual(none)
  expect((await rows(maker)).media).toBeGreaterThan(0)
})
