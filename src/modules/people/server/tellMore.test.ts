import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { unseal } from '#platform/keys/sealed.ts'
import { arrangeAppointed } from '#tests/builders/people.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { buildSmallState } from '#tests/builders/smallState.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { reportHarassment } from './reportHarassment.ts'
import { tellMore } from './tellMore.ts'

let house: TestPlatform
let rekha: PersonActor
beforeAll(async () => {
  house = await testPlatform()
  const state = await buildSmallState(house.owner.db)
  rekha = await arrangeAppointed(house, { place: state.constituencies[0]!, level: 'constituency' })
})
afterAll(() => house.close())

const OVER = { otherwise: 'people_harassment_told_already' }
const command = () => uuidv7()
const nobody = () => house.as(NOBODY)
const tapped = async (ctx: Context = nobody()) =>
  (await reportHarassment(ctx, { command: command(), kind: 'pressure' })).reportId
const more = (ctx: Context, reportId: string, words: { told?: string; contact?: string }) =>
  tellMore(ctx, { command: command(), reportId, ...words })
/** What stands in the report, as the owner of the table sees it. */
async function kept(reportId: string) {
  const { rows } = await sql<{ told: string | null; contact_sealed: Buffer | null }>`
    select told, contact_sealed from people.harassment_report where id = ${reportId}`.execute(house.owner.db)
  const { told, contact_sealed: sealed } = rows[0]!
  return { told, contact: sealed && unseal(house.platform.keys, sealed, `people.harassment:${reportId}`) }
}

describe('telling more after the one tap', () => {
  it('adds words and a sealed contact to the report that went, be it nobody’s or one’s own', async () => {
    for (const ctx of [nobody(), house.as(rekha)]) {
      const reportId = await tapped(ctx)
      await more(ctx, reportId, { told: 'रोज़ दबाव', contact: '9829012345' })
      expect(await kept(reportId)).toEqual({ told: 'रोज़ दबाव', contact: '9829012345' })
    }
  })

  it('is done once, and a replay answers as before', async () => {
    const reportId = await tapped()
    const first = { command: command(), reportId, told: 'पहली बात' }
    await tellMore(nobody(), first)
    await tellMore(nobody(), first)
    expect(await outcomeOf(() => more(nobody(), reportId, { told: 'दूसरी बात' }))).toEqual(OVER)
    const other = { ...first, contact: '9829012345' }
    await expect(tellMore(nobody(), other)).rejects.toMatchObject({ id: 'commandReused' })
    expect(await kept(reportId)).toEqual({ told: 'पहली बात', contact: null })
  })

  it('is refused to somebody else, after an hour, and for a report that never was', async () => {
    const hers = await tapped(house.as(rekha))
    expect(await outcomeOf(() => more(nobody(), hers, { told: 'x' }))).toEqual(OVER)
    const anybodys = await tapped()
    expect(await outcomeOf(() => more(house.as(rekha), anybodys, { told: 'x' }))).toEqual(OVER)
    expect(await outcomeOf(() => more(nobody(), uuidv7(), { told: 'x' }))).toEqual(OVER)
    const began = house.clock.now()
    house.clock.moveTo(new Date(began.getTime() + 61 * 60_000))
    expect(await outcomeOf(() => more(nobody(), anybodys, { told: 'x' }))).toEqual(OVER)
    house.clock.moveTo(began)
    expect(await kept(anybodys)).toEqual({ told: null, contact: null })
  })

  it('names the field at fault: nothing written, or too much', async () => {
    const reportId = await tapped()
    await expect(more(nobody(), reportId, { told: ' ', contact: '' })).rejects.toMatchObject({
      fields: { told: 'people_harassment_words_missing' },
    })
    await expect(
      more(nobody(), reportId, { told: 'अ'.repeat(1001), contact: 'x'.repeat(121) }),
    ).rejects.toMatchObject({
      fields: { told: 'people_harassment_too_long', contact: 'people_harassment_contact_too_long' },
    })
  })
})
