/** Ten hands at once on one thing: one of them does it, the others are told that it was done, and nothing is done twice or half. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { approveMessage } from '#modules/outreach/server/approveMessage.ts'
import { cancelMessage } from '#modules/outreach/server/cancelMessage.ts'
import { releaseMessage } from '#modules/outreach/server/releaseMessage.ts'
import { outreachRules } from '#modules/outreach/server/rules.ts'
import { sendAgain } from '#modules/outreach/server/sendAgain.ts'
import { writeLedger } from '#modules/outreach/server/sending/writeLedger.ts'
import { dissolveCommittee } from '#modules/people/server/dissolveCommittee.ts'
import { endAppointment } from '#modules/people/server/endAppointment.ts'
import { keepApart } from '#modules/people/server/keepApart.ts'
import { eraseMe } from '#modules/people/server/leave.ts'
import { mergePeople } from '#modules/people/server/mergePeople.ts'
import { undoMerge } from '#modules/people/server/undoMerge.ts'
import { vouchForPerson } from '#modules/people/server/vouchForPerson.ts'
import { applyRestructure } from '#modules/places/server/restructure/applyRestructure.ts'
import { discardRestructure } from '#modules/places/server/restructure/discardRestructure.ts'
import { viewRestructure } from '#modules/places/server/restructure/viewRestructure.ts'
import { useOutreachStage } from '#tests/builders/outreachStage.ts'
import { uploadPlan } from '#tests/builders/restructuring.ts'

const scene = useOutreachStage()
const HANDS = 10
let above: PersonActor
let admins: readonly PersonActor[]
beforeAll(async () => {
  const { network } = scene
  above = await network.holder(network.tree.district(0), null)
  admins = await Promise.all([1, 2].map(() => network.holder(network.tree.state, null, 'admin')))
})

/** Hands in turn, each with its own command, all at once. @returns what the successful did, and why the others did not */
async function atOnce<T>(verbs: readonly ((command: string, nth: number) => Promise<T>)[]) {
  const tried = await Promise.allSettled(
    Array.from({ length: HANDS }, (_, nth) => verbs[nth % verbs.length]!(uuidv7(), nth)),
  )
  const did = tried.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const refused = tried.flatMap((each): string[] => {
    if (each.status === 'fulfilled') return []
    if (!isRefusal(each.reason)) throw each.reason
    return [each.reason.id]
  })
  return { did, refused: [...new Set(refused)] }
}
const rows = async (query: ReturnType<typeof sql<{ n: number }>>) =>
  (await query.execute(scene.house.owner.db)).rows[0]!.n

let shared = 0
async function twoRecords() {
  const phone = `+9155558${String(++shared).padStart(5, '0')}`
  const place = scene.network.tree.booth(0, 0, 2)
  const record = (name: string) =>
    scene.network.person({ place, wing: 1, name, nameLatin: 'Kalpana Parekh', phone, state: 'placed' })
  return [await record('कल्पना पारेख'), await record('Kalpana Parekh')] as const
}

describe('at once', () => {
  it('two records become one in one direction only, go apart once, and are never both one and two', async () => {
    const [a, b] = await twoRecords()
    const [one, other] = [scene.as(scene.coordinator), scene.as(above)]
    const merged = await atOnce([
      (command) => mergePeople(one, { command, staysId: a.id, givesId: b.id }),
      (command) => mergePeople(other, { command, staysId: b.id, givesId: a.id }),
    ])
    expect([merged.did.length, merged.refused]).toEqual([1, expect.arrayContaining([])])
    expect(await rows(sql`select count(*)::int as n from people.merge where undone_at is null and ${a.id} in (stays_id, gives_id)`)).toBe(1) // prettier-ignore
    const { mergeId } = merged.did[0]!
    const undone = await atOnce([
      (command) => undoMerge(one, { command, mergeId }),
      (command) => undoMerge(other, { command, mergeId }),
    ])
    expect(undone.did).toHaveLength(1)
    expect(await rows(sql`select count(*)::int as n from people.person where id in (${a.id}, ${b.id}) and state = 'placed'`)).toBe(2) // prettier-ignore
    await atOnce<unknown>([
      (command) => mergePeople(one, { command, staysId: a.id, givesId: b.id }),
      (command) => keepApart(other, { command, oneId: b.id, otherId: a.id }),
    ])
    const state = await rows(sql`
      select ((select count(*) from people.merge where undone_at is null and ${a.id} in (stays_id, gives_id))
        + 10 * (select count(*) from people.kept_apart where ${a.id} in (one_id, other_id)))::int as n`)
    expect([1, 10]).toContain(state)
  })

  it('somebody who is erased while others merge and vouch for her is gone, and nothing of her stays with the other', async () => {
    for (const _ of [1, 2, 3]) {
      const [a, b] = await twoRecords()
      const self = scene.as(await scene.network.actor(b, 1))
      await atOnce<unknown>([
        (command) => mergePeople(scene.as(above), { command, staysId: a.id, givesId: b.id }),
        (command) => eraseMe(self, { command }),
        (command) => vouchForPerson(scene.as(scene.coordinator), { command, personId: b.id }),
      ])
      const left = await rows(sql`
        select count(*)::int as n from people.person where id in (${a.id}, ${b.id}) and state = 'left' and name = 'Kalpana Parekh'`)
      expect(left).toBe(0)
    }
  })

  it('a message is let go once, agreed to once or stopped, written for each person once, and repeated once', async () => {
    const people = await scene.volunteers(30)
    const messageId = await scene.draft()
    const mine = scene.as(scene.coordinator)
    const let_go = await atOnce([
      (command) => releaseMessage(mine, { command, messageId }, outreachRules),
      (command) => cancelMessage(scene.as(above), { command, messageId }).then(() => ({ state: 'cancelled' })),
    ]) // prettier-ignore
    expect(let_go.did.filter(({ state }) => state === 'queued').length).toBeLessThanOrEqual(1)
    const second = await scene.draft()
    await releaseMessage(mine, { command: uuidv7(), messageId: second }, outreachRules)
    const written = await atOnce([() => writeLedger(scene.job(), second)])
    expect(written.did.filter((n) => n > 0)).toEqual([people.length])
    await sql`update outreach.delivery set state = 'unknown' where message_id = ${second}`.execute(scene.house.owner.db) // prettier-ignore
    const again = await atOnce([(command) => sendAgain(mine, { command, messageId: second, channel: 'sms' })])
    expect(again).toEqual({ did: [{ again: people.length }], refused: ['changedMeanwhile'] })
    scene.gateway.behave({})
    await Promise.all([scene.deliver(), scene.deliver(), scene.deliver()])
    expect(await scene.tally(second)).toEqual({ 'sms accepted': people.length })
    expect(scene.gateway.taken.size).toBe(people.length)
  })

  it('the second hand agrees once, or the message is stopped: never is a stopped one on its way', async () => {
    const { network } = scene
    const writer = await network.holder(network.tree.constituency(0, 0), null)
    for (const _ of [1, 2, 3]) {
      const messageId = await scene.draft({}, writer)
      await sql`update outreach.message set state = 'awaiting', released_at = ${scene.platform.clock.now()}, ends_at = ${new Date(scene.platform.clock.now().getTime() + 86_400_000)}
        where id = ${messageId}`.execute(scene.house.owner.db)
      const { rows: [hash] } = await sql<{ hash: string }>`select encode(content_hash, 'hex') as hash from outreach.message where id = ${messageId}`.execute(scene.house.owner.db) // prettier-ignore
      const { did } = await atOnce<string>([
        (command) => approveMessage(scene.as(above), { command, messageId, contentHash: hash!.hash }).then(() => 'agreed'),
        (command) => cancelMessage(scene.as(writer), { command, messageId }).then(() => 'stopped'),
      ]) // prettier-ignore
      expect(did.filter((what) => what === 'agreed').length).toBeLessThanOrEqual(1)
      expect(did.filter((what) => what === 'stopped')).toHaveLength(1)
      await writeLedger(scene.job(), messageId)
      expect(await scene.tally(messageId)).toEqual({})
    }
  })

  it('an office ends once, also when its whole committee is dissolved in the same moment', async () => {
    const { network } = scene
    const seat = network.tree.constituency(0, 1)
    const holders = await Promise.all(
      [1, 2, 3].map(async () => {
        const person = await network.person({ place: seat, wing: 1, state: 'vouched' })
        return { person, id: await network.appoint(person, { role: 'coordinator', wing: 1 }) }
      }),
    )
    const [one, other] = admins.map((admin) => scene.as(admin))
    await atOnce<unknown>([
      (command) => dissolveCommittee(one!, { command, placeId: seat.id, wing: 1, appointmentIds: holders.map(({ id }) => id) }),
      (command, nth) => endAppointment(other!, { command, appointmentId: holders[nth % 3]!.id }),
    ]) // prettier-ignore
    const standing = await rows(sql`select count(*)::int as n from people.appointment where id = any(${holders.map(({ id }) => id)}::uuid[]) and to_at is null`) // prettier-ignore
    expect(standing).toBe(0)
  })

  it('a plan is applied or put aside, once', async () => {
    for (const [old, neu] of [
      ['1', '31'],
      ['2', '32'],
    ] as const) {
      // prettier-ignore
      const [one, other] = admins.map((admin) => scene.as(admin))
      const restructureId = await uploadPlan(one!, [{ what: 'split', oldConstituency: '2', oldBooth: old, newBooth: neu }]) // prettier-ignore
      const { seen } = await viewRestructure(one!, restructureId)
      const { did } = await atOnce<unknown>([
        (command) => applyRestructure(one!, { command, restructureId, seen }),
        (command) => applyRestructure(other!, { command, restructureId, seen }),
        (command) => discardRestructure(other!, { command, restructureId }),
      ])
      expect(did).toHaveLength(1)
      const isApplied = await rows(sql`select count(*)::int as n from places.restructure where id = ${restructureId} and state = 'applied'`) // prettier-ignore
      expect(await rows(sql`select count(*)::int as n from places.change where restructure_id = ${restructureId}`)).toBe(isApplied) // prettier-ignore
    }
  })

  it('leaves the audit chain whole', async () => {
    expect((await verifyAudit(scene.platform.db)).faults).toEqual([])
  })
})
