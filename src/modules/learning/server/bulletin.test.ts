/** What changed this week: written by one, released by another, on Today until its day. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { daysLater, useLearningStage } from '#tests/builders/learningStage.ts'
import type { SaveBulletin } from '../domain/bulletin.ts'
import { listBulletin, myBulletin } from './listBulletin.ts'
import { releaseBulletin } from './releaseBulletin.ts'
import { retireBulletin } from './retireBulletin.ts'
import { saveBulletin } from './saveBulletin.ts'

const scene = useLearningStage()
const SAID = {
  platform: 'whatsapp',
  wordsHi: 'अब स्टेटस 90 सेकंड का',
  wordsEn: 'A status may last 90 seconds',
  source: 'https://help.example/status',
  sourceTitle: 'The platform: help page',
  datedOn: '2026-11-20',
  until: '2026-12-05',
} as const
const save = (changes: Partial<SaveBulletin> = {}, by = scene.trainer) =>
  saveBulletin(scene.house.as(by), { command: uuidv7(), ...SAID, ...changes })
const hashOf = async (itemId: string) =>
  (await listBulletin(scene.house.as(scene.trainer))).find(({ id }) => id === itemId)!.hash
const release = (itemId: string, readHash: string, by = scene.other) =>
  releaseBulletin(scene.house.as(by), { command: uuidv7(), itemId, readHash })
const shown = async (locale: 'hi' | 'en' = 'hi') =>
  (await myBulletin(scene.house.as(scene.self, locale))).map(({ words }) => words)

describe('an item of the bulletin', () => {
  it('stands on everybody’s Today once somebody else has read it, until its day has passed', async () => {
    const { itemId } = await save()
    expect(await shown()).not.toContain(SAID.wordsHi)
    const hash = await hashOf(itemId)
    await expect(release(itemId, hash, scene.trainer)).rejects.toMatchObject({
      reason: 'learning_may_not_release_own',
    })
    await release(itemId, hash)
    expect(await shown()).toContain(SAID.wordsHi)
    expect(await shown('en')).toContain(SAID.wordsEn)
    const isOfThisWeek = async () =>
      (await myBulletin(scene.house.as(scene.self))).find(({ words }) => words === SAID.wordsHi)?.isOfThisWeek
    expect(await isOfThisWeek()).toBe(true)
    scene.house.clock.moveTo(daysLater(13))
    expect(await shown()).toContain(SAID.wordsHi)
    // It is still shown, and no longer said to be of this week.
    expect(await isOfThisWeek()).toBe(false)
    scene.house.clock.moveTo(daysLater(14))
    expect(await shown()).not.toContain(SAID.wordsHi)
    const [listed] = (await listBulletin(scene.house.as(scene.trainer))).filter(({ id }) => id === itemId)
    expect(listed).toMatchObject({ isOver: true, state: 'released' })
  })

  it('waits again once a word of it is changed, and its releaser reads what stands there', async () => {
    const { itemId } = await save()
    const read = await hashOf(itemId)
    await release(itemId, read)
    await expect(save({ itemId, basedOn: '0'.repeat(64), wordsEn: 'Late' })).rejects.toMatchObject({
      id: 'changedMeanwhile',
    })
    await save({ itemId, basedOn: read, wordsEn: 'A status may last 60 seconds' })
    expect(await shown('en')).not.toContain('A status may last 60 seconds')
    await expect(release(itemId, read)).rejects.toMatchObject({ reason: 'learning_read_older' })
    await release(itemId, await hashOf(itemId))
    expect(await shown('en')).toContain('A status may last 60 seconds')
    const past = sql`update learning.bulletin_item set words_en = 'x y z', content_hash = sha256('x') where id = ${itemId}`
    await expect(past.execute(scene.house.owner.db)).rejects.toThrow(/check constraint/)
  })

  it('says in both languages what changed, where it stands, and for how long it is news', async () => {
    await expect(
      save({ wordsHi: ' ', source: 'javascript:alert(1)', until: '2026-11-21' }),
    ).rejects.toMatchObject({
      fields: { wordsHi: 'learning_words_needed', source: 'learning_address_wrong' },
    })
    await expect(save({ until: '2026-11-21' })).rejects.toMatchObject({
      fields: { until: 'learning_until_past' },
    })
    await expect(save({ until: '2027-11-21' })).rejects.toMatchObject({
      fields: { until: 'learning_until_far' },
    })
  })

  it('is taken away at once by whoever may release', async () => {
    const { itemId } = await save({ wordsHi: 'ग़लत निकला' })
    await release(itemId, await hashOf(itemId))
    const take = (by = scene.other) => retireBulletin(scene.house.as(by), { command: uuidv7(), itemId })
    await expect(take(scene.coordinator)).rejects.toMatchObject({ id: 'forbidden' })
    await take()
    expect(await shown()).not.toContain('ग़लत निकला')
  })

  it('is written by those who write lessons, and by nobody else', async () => {
    for (const by of [scene.self, scene.coordinator]) {
      await expect(save({}, by)).rejects.toMatchObject({ id: 'forbidden' })
      await expect(listBulletin(scene.house.as(by))).rejects.toMatchObject({ id: 'forbidden' })
    }
    const { itemId } = await save()
    const district = await scene.network.holder(scene.network.tree.district(0), null, 'trainer')
    await expect(release(itemId, await hashOf(itemId), district)).rejects.toMatchObject({ id: 'forbidden' })
  })
})
