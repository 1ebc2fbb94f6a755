import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  arrangeAppointed,
  arrangeInvitation,
  arrangePerson,
  freshPhone,
  signedIn,
} from '#tests/builders/people.ts'
import { useVolunteerStage } from '#tests/builders/volunteerStage.ts'
import { type PersonActor } from '#platform/access/actor.ts'
import { personalTables } from '#platform/access/personalTables.ts'
import { openAccount } from '#platform/accounts/accountStore.ts'
import { openSession } from '#platform/accounts/sessionStore.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { blindIndex } from '#platform/keys/sealed.ts'
import { queueMessage } from '#platform/messages/queueMessage.ts'
import { giveConsents } from './consentStore.ts'
import { declinePerson } from './declinePerson.ts'
import { forgetPeople } from './forgetPeople.ts'
import { eraseMe, leave } from './leave.ts'
import { listHarassmentReports } from './listHarassmentReports.ts'
import { proveKeysFit } from './proveKeysFit.ts'
import { reportHarassment } from './reportHarassment.ts'
import { settleHarassmentReport } from './settleHarassmentReport.ts'
import { findPerson, phoneOf } from './personStore.ts'

const stage = useVolunteerStage()
const command = () => uuidv7()
const seen = (id: string) => stage.house.asSystem().transaction((tx) => findPerson(tx, id))

describe('leaving', () => {
  let rekha: PersonActor
  beforeEach(async () => {
    rekha = await arrangeAppointed(stage.house, {
      place: stage.state.constituencies[0]!,
      level: 'constituency',
    })
  })

  it('ends consents, appointments and invitations at once', async () => {
    await stage.house
      .asSystem()
      .transaction((tx) => giveConsents(tx, rekha.personId, ['membership', 'sms'], 'hi'))
    const { id } = await arrangeInvitation(stage.house, {
      madeBy: rekha.personId,
      place: stage.state.constituencies[0]!,
    })
    await leave(stage.house.as(rekha), { command: command() })
    expect(await seen(rekha.personId)).toMatchObject({ state: 'left', name: 'Rekha Meena' })
    const open = async (table: 'consent' | 'appointment', column: 'withdrawn_at' | 'to_at') =>
      (
        await stage.house.owner.db
          .selectFrom(`people.${table}`)
          .selectAll()
          .where('person_id', '=', rekha.personId)
          .where(column as never, 'is', null)
          .execute()
      ).length
    expect(await open('consent', 'withdrawn_at')).toBe(0)
    expect(await open('appointment', 'to_at')).toBe(0)
    const { revoked_at } = await stage.house.owner.db
      .selectFrom('people.invitation')
      .select('revoked_at')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(revoked_at).toEqual(stage.house.clock.now())
  })

  it('with erasure removes name and phone at once, from every column', async () => {
    const { id, ctx } = await stage.volunteer('placed')
    const before = await stage.house.owner.db
      .selectFrom('people.person')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    await eraseMe(ctx, { command: command() })
    const row = await stage.house.owner.db
      .selectFrom('people.person')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      state: 'left',
      name: '—',
      name_latin: '',
      name_devanagari: '',
      name_folded: '',
      phone_verified_at: null,
    })
    expect(row.phone_index.equals(before.phone_index)).toBe(false)
    expect(await stage.house.asSystem().transaction((tx) => phoneOf(tx, stage.house.platform.keys, id))).toBe(
      '',
    )
  })

  it('with erasure leaves no word of name and phone in any table, also where others wrote them', async () => {
    const chief = stage.house.as(
      await arrangeAppointed(stage.house, { place: stage.state.state, level: 'state', everyWing: true }),
    )
    const name = 'Pushpalata Vishnoi'
    const phone = '6400000099'
    const id = await arrangePerson(stage.house, { place: stage.state.booths[0]!, state: 'placed', name })
    const ctx = stage.house.as(signedIn(id))
    const story = { told: `मैं ${name} हूँ`, contact: phone, kind: 'calls' } as const
    await reportHarassment(ctx, { command: command(), ...story })
    await reportHarassment(ctx, { command: command(), ...story })
    const [open, answered] = (await listHarassmentReports(chief)).reports.filter(
      ({ told }) => told === story.told,
    )
    await settleHarassmentReport(chief, { command: command(), reportId: answered!.id, outcome: 'बात की गई' })
    const note = `${name}, ${phone}, मकान 7`
    await declinePerson(chief, { command: command(), personId: id, reason: 'other', note })
    await eraseMe(ctx, { command: command() })
    const where: string[] = []
    for (const { name: table } of await personalTables(stage.house.owner.db)) {
      const { rows } = await sql<{ words: string }>`
        select t::text as words from ${sql.table(table)} as t
        where t::text like ${`%${name}%`} or t::text like ${`%${phone}%`}`.execute(stage.house.owner.db)
      where.push(...rows.map(({ words }) => `${table} ${words}`))
    }
    // What is not answered yet is answered still, though nobody knows whose it was.
    expect(where).toEqual([expect.stringMatching(`^people.harassment_report .*${open!.id}`)])
    const { rows } = await sql`
      select reported_by, contact_sealed from people.harassment_report where id in (${open!.id}, ${answered!.id})`.execute(
      stage.house.owner.db,
    )
    expect(rows).toEqual([1, 2].map(() => ({ reported_by: null, contact_sealed: null })))
    const fit = await stage.house.asSystem().transaction((tx) => proveKeysFit(tx, stage.house.platform.keys))
    expect(fit.fit).toBe(fit.tried)
    await settleHarassmentReport(chief, { command: command(), reportId: open!.id, outcome: 'बात की गई' })
    const start = stage.house.clock.now()
    stage.house.clock.moveTo(new Date(start.getTime() + 366 * 86_400_000))
    expect(await forgetPeople(stage.house.asSystem())).toMatchObject({ reports: 2 })
    stage.house.clock.moveTo(start)
  })

  it('takes the sign-in with it, unless somebody of the household still stands behind the phone', async () => {
    const phone = freshPhone()
    const index = blindIndex(stage.house.platform.keys, phone)
    const place = stage.state.booths[0]!
    const geeta = await arrangePerson(stage.house, { place, phone, name: 'Geeta Devi', state: 'placed' })
    const mohan = await arrangePerson(stage.house, { place, phone, name: 'Mohan Lal', state: 'placed' })
    const system = stage.house.asSystem()
    const expiresAt = new Date(system.now.getTime() + 600_000)
    await system.transaction(async (tx) => {
      const accountId = await openAccount(tx, stage.house.platform.keys, phone)
      for (const personId of [geeta, mohan])
        await openSession(tx, { accountId, personId, deviceLabel: 'Chrome · Android', deviceHash: index })
      await queueMessage(tx, stage.house.platform.keys, {
        kind: 'sign_in_code',
        to: phone,
        body: '123456',
        locale: 'hi',
        expiresAt,
      })
    })
    const kept = async () => {
      const count = (table: 'accounts.account' | 'platform.message') =>
        stage.house.owner.db.selectFrom(table).select('id').where('phone_index', '=', index).execute()
      const sessions = await stage.house.owner.db
        .selectFrom('accounts.session')
        .select('person_id')
        .where('person_id', 'in', [geeta, mohan])
        .execute()
      return [
        (await count('accounts.account')).length,
        (await count('platform.message')).length,
        sessions.map(({ person_id }) => person_id),
      ]
    }
    await eraseMe(stage.house.as(signedIn(geeta)), { command: command() })
    expect(await kept()).toEqual([1, 1, [mohan]])
    const standing = async () =>
      (
        await sql`select from accounts.session where person_id = ${mohan} and revoked_at is null`.execute(
          stage.house.owner.db,
        )
      ).rows.length
    expect(await standing()).toBe(1)
    await leave(stage.house.as(signedIn(mohan)), { command: command() })
    // Kept, as long as he may still think better of it; but it signs nobody in.
    expect([await kept(), await standing()]).toEqual([[1, 1, [mohan]], 0])
    await eraseMe(stage.house.as(signedIn(mohan)), { command: command() })
    expect(await kept()).toEqual([0, 0, []])
  })

  it('is followed by forgetting, each in its time', async () => {
    const days = (count: number) =>
      stage.house.clock.moveTo(new Date(stage.house.clock.now().getTime() + count * 86_400_000))
    const start = stage.house.clock.now()
    const unproved = await arrangePerson(stage.house, { place: stage.state.booths[0]!, name: 'Never Came' })
    const leaver = await stage.volunteer()
    const proved = await stage.volunteer()
    await arrangeInvitation(stage.house, { madeBy: leaver.id, place: stage.state.constituencies[0]! })
    await leave(leaver.ctx, { command: command() })
    days(31)
    await forgetPeople(stage.house.asSystem())
    expect(await seen(unproved)).toBeUndefined()
    expect(await seen(leaver.id)).toMatchObject({ name: '—', state: 'left' })
    expect(await seen(proved.id)).toBeDefined()
    days(366)
    await forgetPeople(stage.house.asSystem())
    expect(await seen(leaver.id)).toBeUndefined()
    expect(await seen(proved.id)).toBeDefined()
    stage.house.clock.moveTo(start)
  })
})
