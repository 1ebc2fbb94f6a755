/** What an attacker, a hurried hand and a file from nowhere do to lists of booths and to taking them back. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { renamePlace } from '#modules/places/server/renamePlace.ts'
import type { GivenLine } from '#modules/places/domain/restructure/line.ts'
import { beginRestructure } from '#modules/places/server/restructure/beginRestructure.ts'
import { undoRestructure } from '#modules/places/server/restructure/undoRestructure.ts'
import { viewRestructure } from '#modules/places/server/restructure/viewRestructure.ts'
import { viewUndo } from '#modules/places/server/restructure/viewUndo.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { useRestructureStage } from '#tests/builders/restructureStage.ts'
import { applyAsSeen, arrived, uploadPlan } from '#tests/builders/restructuring.ts'

const stage = useRestructureStage()

/** The administrator as the next request knows her: with the numbers of now. */
const { fresh } = stage
const upload = async (text: string, fileName = 'booths.csv') => {
  const received = await arrived(text)
  const order = { command: uuidv7(), fileName, date: '2026-11-01' }
  return beginRestructure(await fresh(), order, received).finally(() => received.discard())
}
const HEADINGS = 'AC No,Booth No,Name,नाम'
const begin = (...rows: readonly string[]) => upload([HEADINGS, ...rows].join('\n'))
/** A minute passes before each, so that what came first is told from what came then. */
const soon = () => stage.house.clock.moveTo(new Date(stage.house.clock.now().getTime() + 60_000))
const apply = async (restructureId: string) => {
  soon()
  await applyAsSeen(await fresh(), restructureId)
  return restructureId
}
const list = async (...rows: readonly string[]) => apply((await begin(...rows)).restructureId)
const plan = async (...lines: readonly GivenLine[]) => apply(await uploadPlan(await fresh(), lines))
const undo = async (restructureId: string, command = uuidv7(), seen?: string) => {
  soon()
  const looked = seen ?? (await viewUndo(await fresh(), restructureId)).seen
  return undoRestructure(await fresh(), { command, restructureId, seen: looked })
}
const keptOf = async (restructureId: string) =>
  (await viewUndo(await fresh(), restructureId)).kept.map(({ place, reason }) => `${place.code} ${reason}`)
const refusal = async (work: Promise<unknown>) => {
  const thrown = await work.then(
    () => 'did',
    (error: unknown) => error,
  )
  return isRefusal(thrown) ? (thrown.reason ?? thrown.fields.file ?? thrown.id) : thrown
}
const rows = async <Row>(query: ReturnType<typeof sql<Row>>) =>
  (await query.execute(stage.house.owner.db)).rows
const tree = () => rows(sql<{ id: string }>`
  select id, parent_id, level, depth, code, name_hi, name_en, name_hi_derived, named_at from places.place where ended_on is null order by id`) // prettier-ignore
const booths = async (seat: number) =>
  (
    await rows(sql<{ told: string }>`
      select b.code || ' ' || b.name_en as told from places.booth b join places.area c on c.id = b.parent_id where c.code = ${seat} order by b.code`)
  ).map(({ told }) => told)
describe('one list over another', () => {
  it('taken back one after the other, the newer first, leave the tree as it was, each name as somebody’s or nobody’s word', async () => {
    const before = await tree()
    const first = await list('1,2,Mended Hall,सुधरा भवन', '1,301,Library,पुस्तकालय')
    const second = await list('1,2,Town Hall,नगर भवन', '1,301,Reading Room,वाचनालय')
    const split = await plan({ what: 'split', oldConstituency: '1', oldBooth: '301', newBooth: '302' })
    await undo(split)
    await undo(second)
    expect(await keptOf(first)).toEqual([])
    await undo(first)
    expect(await tree()).toEqual(before)
  })

  it('the older taken back first: what the newer says again stays, as what it changed', async () => {
    const wrong = await list('1,1,Wrong Hall,ग़लत भवन', '1,3,Right Hall,सही भवन', '1,311,Bank,बैंक', '1,312,Court,कचहरी', '1,313,Park,बाग़') // prettier-ignore
    const right = await list('1,1,Better Hall,अच्छा भवन', '1,3,Right Hall,सही भवन', '1,311,Bank,बैंक', '1,314,Mill,मिल') // prettier-ignore
    expect(await keptOf(wrong)).toEqual(['1 changed', '3 changed', '311 changed'])
    await undo(wrong)
    expect(await booths(1)).toEqual(['1 Better Hall', '2 Panchayat Hall', '3 Right Hall', '311 Bank', '314 Mill']) // prettier-ignore
    await undo(right)
    expect(await booths(1)).toEqual(['1 Wrong Hall', '2 Panchayat Hall', '3 Right Hall', '311 Bank'])
  })

  it('read before another was applied, confirms nothing of it', async () => {
    const before = await booths(2)
    const { restructureId: waits } = await begin('2,3,Community Centre,सामुदायिक केंद्र', '2,321,Bank,बैंक')
    const first = await list('2,3,Other Centre,दूसरा केंद्र')
    await apply(waits)
    expect(await keptOf(first)).toEqual([])
    await undo(first)
    await undo(waits)
    expect(await booths(2)).toEqual(before)
  })

  it('that counts its booths anew takes their people along, and back again', async () => {
    const before = await tree()
    const hall = stage.network.tree.booth(1, 1, 1)
    const her = await stage.network.person({ place: hall })
    const counted = await list('4,1,Government School;East Room,राजकीय विद्यालय', '4,2,New Bank,नया बैंक', '4,3,Panchayat Hall,पंचायत भवन', '4,4,Community Centre,सामुदायिक केंद्र') // prettier-ignore
    expect((await booths(4)).slice(1)).toEqual(['2 New Bank', '3 Panchayat Hall', '4 Community Centre'])
    expect(await rows(sql`select b.code from people.person p join places.booth b on b.id = p.place_id where p.id = ${her.id}`)).toEqual([{ code: 3 }]) // prettier-ignore
    await undo(counted)
    expect(await tree()).toEqual(before)
  })

  it('a name confirmed between two lists is still confirmed after the newer is taken back', async () => {
    const booth = stage.network.tree.booth(0, 1, 0)
    const first = await list('2,1,First Hall,पहला भवन')
    soon()
    await renamePlace(await fresh(), { command: uuidv7(), placeId: booth.id, nameHi: 'पहला भवन', nameEn: 'First Hall' }) // prettier-ignore
    await undo(await list('2,1,Second Hall,दूसरा भवन'))
    expect(await keptOf(first)).toEqual(['1 changed'])
    expect(await refusal(undo(first))).toBe('places_u_nothing')
  })

  it('and over a restructure: a booth that was merged, closed or numbered anew is told, and never brought back or named after another', async () => {
    await list('3,41,Old Mill,पुरानी मिल', '3,42,Old Bank,पुराना बैंक', '3,43,Old Court,पुरानी कचहरी', '3,44,Old Park,पुराना बाग़') // prettier-ignore
    await plan(
      { what: 'merge', oldConstituency: '3', oldBooth: '41', newBooth: '1' },
      { what: 'close', oldConstituency: '3', oldBooth: '42' },
      { what: 'rename', oldConstituency: '3', oldBooth: '43', newBooth: '45' },
      { what: 'rename', oldConstituency: '3', oldBooth: '44', newBooth: '43' },
    )
    const stands = await booths(3)
    const old = ['3,41,Old Mill,पुरानी मिल', '3,42,Old Bank,पुराना बैंक', '3,43,Old Court,पुरानी कचहरी', '3,44,Old Park,पुराना बाग़'] // prettier-ignore
    expect(await refusal(begin(...old))).toBe('places_r_list_gone')
    const { restructureId, list: said } = await begin(...old, '3,46,New Shop,नई दुकान')
    expect(said).toMatchObject({ gone: 4, goneLines: [2, 3, 4, 5] })
    expect(await viewRestructure(await fresh(), restructureId)).toMatchObject({ counts: { new: 1 }, faults: [], list: { gone: 4 } }) // prettier-ignore
    await apply(restructureId)
    expect(await booths(3)).toEqual([...stands, '46 New Shop'])
    // Its number with another name is another booth; and what only an undo took away may be brought again.
    await undo(await list('3,41,New Mill,नई मिल'))
    expect((await begin('3,41,New Mill,नई मिल')).list).toMatchObject({ gone: 0 })
  })
})

describe('taking back', () => {
  it('stops whole where a room cannot follow, and goes through when it can, under the same command', async () => {
    const listed = await list('4,401,Mill,मिल', '4,1,Other Hall,दूसरा भवन')
    const [before, places] = [
      await tree(),
      () => rows(sql`select id, lft, rgt from places.place order by id`),
    ]
    const numbers = await places()
    await sql`create function places.breaks(uuid, timestamptz) returns void language plpgsql as $$ begin raise exception 'made up'; end $$`.execute(stage.house.owner.db) // prettier-ignore
    await sql`insert into places.follower (room, follow, standing) values ('zz', 'places.breaks', 'people.standing_at')`.execute(stage.house.owner.db) // prettier-ignore
    const [command, { seen }] = [uuidv7(), await viewUndo(await fresh(), listed)]
    await expect(undo(listed, command, seen)).rejects.toThrow('made up')
    expect(await tree()).toEqual(before)
    expect(await places()).toEqual(numbers)
    expect(await rows(sql`select from places.restructure where undoes = ${listed}`)).toEqual([])
    await sql`delete from places.follower where room = 'zz'`.execute(stage.house.owner.db)
    expect(await undo(listed, command, seen)).toMatchObject({ counts: { close: 1, rename: 1 } })
  })

  it('at once, twice, and while the next list is applied: one does it, nobody and nothing is lost', async () => {
    const listed = await list('4,411,Mill,मिल', '4,412,Bank,बैंक')
    const { restructureId: next } = await begin('4,413,Court,कचहरी', '4,2,Third Hall,तीसरा भवन')
    const said = await Promise.all([refusal(undo(listed)), refusal(undo(listed)), refusal(apply(next))])
    expect(said.slice(0, 2).toSorted()).toEqual(['did', 'places_u_already'])
    if (said[2] !== 'did') await apply(next)
    expect((await booths(4)).filter((told) => /^41/.test(told))).toEqual(['413 Court'])
    // Undoing the undo brings the names back, and is told as what it is; a third time there is nothing.
    const undone = await undo(next)
    expect(await keptOf(undone.restructureId)).toEqual(['413 mingled'])
    expect(await undo(undone.restructureId)).toMatchObject({ counts: { rename: 1 }, kept: 1 })
    expect(await refusal(undo(undone.restructureId))).toBe('places_u_already')
  })

  it('is another’s command to nobody, and refused to whose power ended since she looked', async () => {
    const listed = await list('4,421,Mill,मिल')
    const { seen } = await viewUndo(await fresh(), listed)
    const other = await stage.network.holder(stage.network.tree.state, null, 'admin')
    const actor = await stage.network.actor({ id: other.personId })
    await sql`update people.appointment set to_at = ${stage.house.clock.now()}, end_reason = 'resigned' where person_id = ${other.personId}`.execute(stage.house.owner.db) // prettier-ignore
    const ask = (ctx: Parameters<typeof undoRestructure>[0], command: string) => undoRestructure(ctx, { command, restructureId: listed, seen }) // prettier-ignore
    expect(await refusal(ask(stage.house.as(await stage.network.actor({ id: other.personId })), uuidv7()))).toBe('places_r_may_not') // prettier-ignore
    expect(actor.authorities).toHaveLength(1)
    const command = uuidv7()
    await ask(await fresh(), command)
    const second = await stage.network.holder(stage.network.tree.state, null, 'admin')
    expect(await refusal(ask(stage.house.as(second), command))).toBe('platform_command_reused')
    expect(await refusal(ask(await fresh(), command))).toBe('did')
  })
})

describe('a file from nowhere', () => {
  const faults = async (...given: readonly string[]) => {
    const { restructureId } = await begin(...given)
    return (await viewRestructure(await fresh(), restructureId)).faults.map(({ line, reason }) => `${line} ${reason}`) // prettier-ignore
  }
  it('that says two names for one booth, new or standing, is asked which', async () => {
    expect(await faults('2,501,Mill,मिल', '2,501,Bank,बैंक')).toEqual(['2 places_r_number_twice', '3 places_r_number_twice']) // prettier-ignore
    expect(await faults('2,2,Panchayat Hall,पंचायत भवन', '2,2,Bank,बैंक')).toEqual(['2 places_r_nothing_changes', '3 places_r_twice']) // prettier-ignore
    expect(await faults('2,2,Bank,बैंक', '2,2,Panchayat Hall,पंचायत भवन')).toEqual(['3 places_r_twice'])
    // The same row twice says nothing new.
    expect(await faults('2,2,Bank,बैंक', '2,2,Bank,बैंक', '2,501,Mill,मिल', '2,501,Mill,मिल')).toEqual([])
  })
  it('with formulas, signs, half letters, names of ten thousand letters and constituencies that are nowhere is refused line by line', async () => {
    expect(
      await faults('2,502,=HYPERLINK("x"),मिल', `2,503,${'Mill '.repeat(2000)},मिल`, '999,1,Mill,मिल', '2,70001x,Mill,मिल', '2,,Mill,मिल', '2,504,Мill,मिल', '2,505,Mi\ud800ll,मिल', '2,508,\u202eMill\u200b,मि\u200fल'), // prettier-ignore
    ).toEqual([
      '2 places_r_name_formula',
      '3 places_name_too_long',
      '4 places_r_new_unknown',
      '5 places_r_number_bad',
      '6 places_r_new_missing',
      '7 places_name_latin_script',
      '8 places_r_name_lost',
    ])
    const heading = `Polling station name ${'x'.repeat(178)}\u{1f3eb}`
    const { restructureId } = await upload(`AC No,Booth No,"${heading}"\n2,506,Mill\n2,507,Bank`, `${'x'.repeat(400)}\ud800\u0000.csv`) // prettier-ignore
    expect((await viewRestructure(await fresh(), restructureId)).faults).toEqual([])
  })
  it('with forty thousand bad rows is read and told in seconds; one of people is no list of booths', async () => {
    const bad = Array.from({ length: 40_000 }, (_, at) => `${900 + (at % 50)},${at},Mill ${at},मिल`)
    const began = performance.now()
    const { restructureId } = await begin(...bad)
    const { faultCount, whyNot } = await viewRestructure(await fresh(), restructureId)
    expect([faultCount, whyNot]).toEqual([40_000, 'places_r_has_faults'])
    expect(performance.now() - began).toBeLessThan(30_000)
    expect(await refusal(upload('Name,Mobile,AC No,Booth No\nSunita,9829012345,1,1\nAnita,9829012346,1,2'))).toBe('places_r_list_of_people') // prettier-ignore
  })
})
