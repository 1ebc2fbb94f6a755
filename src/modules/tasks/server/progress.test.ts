/** How far a task is: by area, wing and scope, and every number the count of its rows. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { arrangeReport, arrangeTask } from '#tests/builders/tasks.ts'
import { asked } from '../domain/progress.ts'
import { listTasks } from './listTasks.ts'
import { progressBelow, progressQuery } from './progressStore.ts'
import { findTask } from './taskStore.ts'
import { listTaskPeople, viewTask } from './viewTask.ts'
import { useTaskStage } from '#tests/builders/taskStage.ts'

const scene = useTaskStage()
describe('how far a task is', () => {
  it('adds up by area and wing, each number is the count of its rows, and each sees the own part alone', async () => {
    const { tree } = scene.network
    const taskId = await arrangeTask(scene.house, { place: tree.district(1) })
    for (const [seat, booth, state, report] of [
      [0, 0, 'vouched', undefined],
      [0, 0, 'active', 'sent'],
      [0, 1, 'lapsed', 'confirmed'],
      [1, 0, 'vouched', 'confirmed'],
      [1, 2, 'placed', undefined],
      [1, 2, 'vouched', undefined],
    ] as const) {
      const place = tree.booth(1, seat, booth)
      const person = await scene.network.person({ place, wing: booth === 2 ? 2 : 1, state })
      if (report)
        await arrangeReport(scene.house, {
          taskId,
          personId: person.id,
          place,
          wing: 1,
          state: report,
          answeredBy: scene.coordinator.personId,
        })
    }
    const district = await scene.network.holder(tree.district(1), null)
    const view = await viewTask(scene.house.as(district), { taskId })
    // The holder herself is among those asked: she stands at the district.
    expect(view.progress).toEqual({ none: 3, sent: 1, sent_back: 0, confirmed: 2 })
    expect(view.areas.map(({ progress }) => progress)).toEqual([
      { none: 1, sent: 1, sent_back: 0, confirmed: 1 },
      { none: 1, sent: 0, sent_back: 0, confirmed: 1 },
    ])
    for (const { place, progress } of [view, ...view.areas])
      for (const part of ['none', 'sent', 'sent_back', 'confirmed', undefined] as const) {
        const { rows } = await listTaskPeople(scene.house.as(district), { taskId, placeId: place.id, part })
        expect(rows.length, `${place.nameEn} ${part}`).toBe(part ? progress[part] : asked(progress))
      }
    // A constituency's booths come part by part, those at which nobody is asked not at all; the parts together are the whole.
    const parts = await scene.house.as(district).transaction(async (tx) => {
      const task = (await findTask(tx, taskId))!
      const { id, lft } = tree.constituency(1, 0)
      const whole = await progressBelow(tx, task, id, undefined, 50)
      const first = await progressBelow(tx, task, id, undefined, 1)
      const then = await progressBelow(tx, task, id, first[1]!.place.lft, 1)
      expect(whole[0]!.place.lft).toBe(lft)
      expect([...first, ...then.slice(1)]).toEqual(whole)
      return whole
    })
    expect(parts.slice(1).map(({ place }) => place.id)).toEqual([
      tree.booth(1, 0, 0).id,
      tree.booth(1, 0, 1).id,
    ])
    const seat = await scene.network.holder(tree.constituency(1, 0), 1)
    const part = await viewTask(scene.house.as(seat), { taskId })
    expect([part.place.id, part.progress.confirmed, part.mayChange]).toEqual([
      tree.constituency(1, 0).id,
      1,
      false,
    ])
    await expect(
      viewTask(scene.house.as(seat), { taskId, placeId: tree.constituency(1, 1).id }),
    ).rejects.toMatchObject({ id: 'forbidden' })
    for (const of of [viewTask, listTaskPeople])
      await expect(of(scene.house.as(seat), { taskId: 'not-a-uuid' })).rejects.toMatchObject({
        id: 'notFound',
      })
    const listed = (await listTasks(scene.house.as(district), {})).rows.find(({ id }) => id === taskId)!
    expect([listed.asked, listed.sent, listed.confirmed]).toEqual([7, 1, 2])
  })

  it('is read from indexes alone, of people and of reports, at the size of a state', async () => {
    const { tree } = scene.network
    const taskId = await arrangeTask(scene.house, { place: tree.state })
    const booths = tree.places.filter(({ level }) => level === 'booth')
    await scene.house.owner.db.transaction().execute(async (tx) => {
      await sql`set local synchronous_commit = on`.execute(tx)
      await sql`
        insert into people.person (id, name, name_latin, name_devanagari, phone_sealed, phone_index, place_id, place_lft, wing, state, applied_at, changed_at)
        select gen_random_uuid(), 'x', 'x', 'x', '\\x00', sha256(n::text::bytea), (${booths.map(({ id }) => id)}::uuid[])[1 + n % 12],
          (${booths.map(({ lft }) => lft)}::int[])[1 + n % 12], n % 3, 'vouched', now(), now() from generate_series(1, 6000) as n`.execute(
        tx,
      )
      await sql`
        insert into tasks.report (id, task_id, person_id, place_id, place_lft, wing, state, told, happened_on, made_at, arrived_at)
        select gen_random_uuid(), ${taskId}, id, place_id, place_lft, wing, 'sent', 'बीस घर', '2026-11-22', now(), now()
        from people.person where name = 'x' order by id limit 3000`.execute(tx)
    })
    await sql`vacuum (analyze) people.person, tasks.report`.execute(scene.house.owner.db)
    interface Node {
      'Node Type': string
      'Relation Name'?: string
      'Index Name'?: string
      Plans?: Node[]
    }
    const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)]
    const actor = await scene.network.holder(tree.state, null)
    const plan = await scene.house.as(actor).transaction(async (tx) => {
      const task = (await findTask(tx, taskId))!
      const { rows } = await sql<{
        'QUERY PLAN': [{ Plan: Node }]
      }>`explain (format json) ${progressQuery(task, tree.state.id)}`.execute(tx.db)
      return nodes(rows[0]!['QUERY PLAN'][0].Plan)
    })
    const reads = plan.filter((node) => ['person', 'report'].includes(node['Relation Name'] ?? ''))
    expect(reads.length).toBeGreaterThanOrEqual(3)
    expect(reads.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([])
  })
})
