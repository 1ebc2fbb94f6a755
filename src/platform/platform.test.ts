import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { NOBODY } from './access/actor.ts'
import { record } from './audit/append.ts'
import { verifyAudit } from './audit/verify.ts'
import { uuidv7 } from './clock/uuid.ts'
import { once } from './commands/once.ts'
import { announce } from './outbox/announce.ts'
import { deliverEvents, type Reaction } from './outbox/deliver.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

describe('the audit log', () => {
  it('chains the entries of racing transactions without a gap', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        house.asSystem().transaction(async (tx) => record(tx, 'test.did', `thing:${index}`, { index })),
      ),
    )
    const verdict = await verifyAudit(house.platform.db)
    expect(verdict.entries).toBe(40)
    expect(verdict.faults).toEqual([])
  })

  it('keeps nothing of a transaction that failed', async () => {
    const before = await verifyAudit(house.platform.db)
    const failing = house.asSystem().transaction(async (tx) => {
      record(tx, 'test.never', 'thing:x')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect((await verifyAudit(house.platform.db)).head).toBe(before.head)
  })

  it('cannot be changed, emptied or written past by the serving role, nor changed by the owner', async () => {
    const { db } = house.platform
    await expect(sql`update audit.entry set verb = 'x'`.execute(db)).rejects.toThrow(/permission denied/)
    await expect(sql`delete from audit.entry`.execute(db)).rejects.toThrow(/permission denied/)
    await expect(sql`insert into audit.entry select * from audit.entry`.execute(db)).rejects.toThrow(
      /permission denied/,
    )
    await expect(sql`update audit.entry set verb = 'x'`.execute(house.owner.db)).rejects.toThrow(
      /append-only/,
    )
    await expect(sql`truncate audit.entry`.execute(house.owner.db)).rejects.toThrow(/append-only/)
  })

  it('shows an entry that was altered behind its back, one that was removed, and a cut tail', async () => {
    const behind = await testPlatform()
    const verdictAfter = async (statement: string) => {
      await sql.raw(`alter table audit.entry disable trigger all; ${statement}`).execute(behind.owner.db)
      return (await verifyAudit(behind.platform.db)).faults.map(({ fault }) => fault)
    }
    await behind.asSystem().transaction(async (tx) => {
      for (let index = 0; index < 5; index++) record(tx, 'test.did', `thing:${index}`)
    })
    expect(await verdictAfter(`update audit.entry set subject = 'thing:9' where seq = 2`)).toEqual([
      'was altered',
    ])
    expect(await verdictAfter(`delete from audit.entry where seq = 3`)).toContain('missing entry before')
    expect(await verdictAfter(`delete from audit.entry where seq = 5`)).toContain('the last entry is missing')
    await behind.close()
  })
})

describe('a command', () => {
  it('done twice at the same moment changes things once and answers alike', async () => {
    const id = uuidv7()
    let runs = 0
    const run = () =>
      house.asSystem().transaction((tx) =>
        once(tx, { id, verb: 'test.count', input: { a: 1 } }, async () => {
          runs++
          return { answer: 42 }
        }),
      )
    expect(await Promise.all([run(), run(), run()])).toEqual([{ answer: 42 }, { answer: 42 }, { answer: 42 }])
    expect(runs).toBe(1)
  })

  it('is refused when its id is used for another input, another verb or by another actor', async () => {
    const id = uuidv7()
    const run = (verb: string, input: unknown, context = house.asSystem()) =>
      context.transaction((tx) => once(tx, { id, verb, input }, async () => 'done'))
    await run('test.a', 1)
    await expect(run('test.a', 2)).rejects.toMatchObject({ id: 'commandReused' })
    await expect(run('test.b', 1)).rejects.toMatchObject({ id: 'commandReused' })
    await expect(run('test.a', 1, house.as(NOBODY))).rejects.toMatchObject({ id: 'commandReused' })
  })

  it('that failed may be sent again', async () => {
    const id = uuidv7()
    const run = (fail: boolean) =>
      house.asSystem().transaction((tx) =>
        once(tx, { id, verb: 'test.a', input: 1 }, async () => {
          if (fail) throw new Error('disk')
          return 'done'
        }),
      )
    await expect(run(true)).rejects.toThrow('disk')
    expect(await run(false)).toBe('done')
  })
})

describe('the outbox', () => {
  it('delivers an event to each reaction once, in spite of racing workers and a reaction that fails at first', async () => {
    const heard: string[] = []
    let failures = 1
    const reaction = (name: string, fails: boolean): Reaction => ({
      name,
      event: 'test.happened',
      async react(tx, event) {
        await sql`insert into platform.setting (key, value) values (${`${name}:${event.id}`}, '1')`.execute(
          tx.db,
        )
        if (fails && failures-- > 0) throw new Error('not yet')
        heard.push(name)
      },
    })
    const reactions = [reaction('a', false), reaction('b', true)]
    await house.asSystem().transaction((tx) => announce(tx, 'test.happened', { thing: 1 }))
    await Promise.all([deliverEvents(house.platform, reactions), deliverEvents(house.platform, reactions)])
    house.clock.moveTo(new Date(house.clock.now().getTime() + 60_000))
    await deliverEvents(house.platform, reactions)
    await deliverEvents(house.platform, reactions)
    const effects = await sql<{ key: string }>`select key from platform.setting order by key`.execute(
      house.platform.db,
    )
    expect(effects.rows.map(({ key }) => key.split(':')[0])).toEqual(['a', 'b'])
    expect(heard.filter((name) => name === 'b')).toEqual(['b'])
  })
})
