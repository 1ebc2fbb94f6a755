/** A phone that holds commands of a record which has given way to another of its owner's since: they settle under the one that stands. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { ownerTag } from '#platform/accounts/phoneOwner.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { deliverEvents } from '#platform/outbox/deliver.ts'
import { FORMAT, type Answer, type Answers, type OwnerAnswer, type WireCommand } from '#offline/wire.ts'
import { mergePeople } from '#modules/people/server/mergePeople.ts'
import { taskReactions } from '#modules/tasks/server/index.ts'
import { useTaskStage } from '#tests/builders/taskStage.ts'
import { GET, POST } from './+server.ts'

const scene = useTaskStage()
const NOON = '2026-11-22T06:30:00.000Z'
const tagOf = (actor: PersonActor) => ownerTag(scene.house.platform.keys, actor.personId)

const reportOn = (taskId: string, changes: Partial<WireCommand> = {}): WireCommand => ({
  id: uuidv7(),
  verb: 'tasks.sendReport',
  fields: { taskId, told: 'बीस घर मिले', happenedOn: '2026-11-22' },
  madeAt: NOON,
  ...changes,
})

async function sync(commands: readonly WireCommand[]): Promise<readonly Answer[]> {
  const body = new FormData()
  body.set('batch', JSON.stringify({ format: FORMAT, owner: tagOf(scene.self), sentAt: NOON, commands }))
  const request = new Request('http://localhost/sync', { method: 'POST', body })
  const event = {
    locals: { context: scene.house.as(scene.self) },
    request,
    route: { id: '/(volunteer)/sync' },
  }
  const answer = await POST(event as unknown as Parameters<typeof POST>[0])
  return ((await answer.json()) as Answers).answers
}

const owner = async () =>
  (await (
    await GET({ locals: { context: scene.house.as(scene.self) } } as unknown as Parameters<typeof GET>[0])
  ).json()) as OwnerAnswer

const reports = async () =>
  Number(
    (
      await scene.one(
        sql<{ count: string }>`
          select count(*) from tasks.report where person_id = ${scene.volunteer.id} and state <> 'withdrawn'`,
      )
    ).count,
  )

describe('a phone whose owner’s record has given way to another of hers', () => {
  it('is told what she was called before; what waited goes out as hers, and nothing of it twice', async () => {
    const former = { ...scene.self }
    const earlier = scene.volunteer
    const tasks = [
      await scene.give(),
      await scene.give({ titleHi: 'दूसरा काम' }),
      await scene.give({ titleHi: 'तीसरा काम' }),
    ]
    const [answered, lost, waiting] = tasks.map((taskId) => reportOn(taskId)) as [
      WireCommand,
      WireCommand,
      WireCommand,
    ]
    // Of the first two the house has heard; the answer to the second never came back.
    await sync([answered, lost])
    await scene.renew()
    const { tree } = scene.network
    const leader = scene.house.as(await scene.network.holder(tree.district(0), null))
    await mergePeople(leader, { command: uuidv7(), staysId: scene.volunteer.id, givesId: earlier.id })
    await deliverEvents(scene.house.platform, taskReactions)
    const told = await owner()
    expect(told.former.map(({ owner }) => owner)).toEqual([tagOf(former)])
    expect(Buffer.from(told.former[0]!.key, 'base64url')).toHaveLength(32)
    // The phone seals them anew under her name and sends them.
    const again = await sync([lost, waiting])
    expect(again).toEqual([lost, waiting].map(({ id }) => ({ id, outcome: 'done' })))
    expect(await sync([lost, waiting])).toEqual(again)
    expect(await reports()).toBe(3)
    // Nobody else is told, and a stranger's command stays a stranger's.
    await scene.renew()
    const stranger = await owner()
    expect(stranger.former).toEqual([])
    expect(await sync([lost])).toMatchObject([{ outcome: 'refused', reason: 'commandReused' }])
  })

  it('asks her where both records report on one task', async () => {
    const earlier = scene.volunteer
    const taskId = await scene.give()
    const late = reportOn(taskId, { fields: { taskId, told: 'पहले वाले फ़ोन से', happenedOn: '2026-11-22' } })
    await scene.renew()
    await scene.send(taskId, { told: 'दूसरे फ़ोन से' })
    const leader = scene.house.as(await scene.network.holder(scene.network.tree.district(0), null))
    await mergePeople(leader, { command: uuidv7(), staysId: scene.volunteer.id, givesId: earlier.id })
    await deliverEvents(scene.house.platform, taskReactions)
    expect(await sync([late])).toMatchObject([
      { outcome: 'question', question: { theirs: { told: 'दूसरे फ़ोन से' } } },
    ])
  })
})
