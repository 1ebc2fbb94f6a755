/** What opening Today asks of the database: a few statements, however much waits there. */
import { expect, it } from 'vitest'
import { contextFor, type Platform } from '#platform/context.ts'
import { arrangeMessage } from '#tests/builders/outreach.ts'
import { useTaskStage } from '#tests/builders/taskStage.ts'
import { sql } from 'kysely'
import { load as loadLayout } from '../+layout.server.ts'
import { load } from './+page.server.ts'

const scene = useTaskStage()

/** The house with a count of the statements that reach its database. */
function counting(): { platform: Platform; statements: string[] } {
  const statements: string[] = []
  const db = scene.house.platform.db.withPlugin({
    transformQuery({ node }) {
      statements.push(JSON.stringify(node))
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  })
  return { platform: { ...scene.house.platform, db }, statements }
}

async function open() {
  const { platform, statements } = counting()
  const context = contextFor(platform, scene.self)
  const event = {
    locals: { context, settings: undefined, locale: 'hi', edition: { releaseRules: [] } },
    url: new URL('http://localhost/today'),
  }
  await loadLayout(event as unknown as Parameters<typeof loadLayout>[0])
  const data = (await load(event as unknown as Parameters<typeof load>[0])) as {
    toDo: readonly unknown[]
    unread: number
  }
  return { ...data, asked: statements.length }
}

it('asks as many statements for thirty tasks and twenty messages as for none', async () => {
  const before = await open()
  for (let nth = 0; nth < 30; nth++) await scene.give({ titleHi: `काम ${nth}`, titleEn: `Task ${nth}` })
  const { house, network, volunteer } = scene
  for (let nth = 0; nth < 20; nth++) {
    const messageId = await arrangeMessage(house, {
      place: network.tree.constituency(0, 0),
      state: 'running',
    })
    await sql`
      insert into outreach.delivery (message_id, person_id, channel, language, place_id, place_lft, wing, state, next_at, changed_at, accepted_at)
      select ${messageId}, id, 'in_app', 'hi', place_id, place_lft, wing, 'delivered', applied_at, applied_at, applied_at
      from people.person where id = ${volunteer.id}`.execute(house.owner.db)
  }
  const after = await open()
  expect([after.toDo.length, after.unread]).toEqual([before.toDo.length + 30, 20])
  expect(after.asked).toBe(before.asked)
  // Her record with its session's settings, her kits, what a restructure asks of her, her tasks, her messages, three for what she learns, her next camp.
  expect(after.asked).toBeLessThanOrEqual(19)
})
