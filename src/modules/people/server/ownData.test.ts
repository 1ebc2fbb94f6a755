import { describe, expect, it } from 'vitest'
import { refusalOf } from '#tests/builders/outcome.ts'
import { arrangeAppointed, signedIn } from '#tests/builders/people.ts'
import { useVolunteerStage } from '#tests/builders/volunteerStage.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { giveConsent, withdrawConsent } from './changeConsent.ts'
import { checkCard } from './checkCard.ts'
import { chooseBooth } from './chooseBooth.ts'
import { giveConsents } from './consentStore.ts'
import { exportMyData } from './exportMyData.ts'
import { leave } from './leave.ts'
import { makeCard, myCard } from './card.ts'
import { myRecord } from './myRecord.ts'
import { listHarassmentReports } from './listHarassmentReports.ts'
import { reportHarassment } from './reportHarassment.ts'

const stage = useVolunteerStage()
const command = () => uuidv7()

describe('consent', () => {
  it('is withdrawn and given again, one purpose at a time, and kept as a record', async () => {
    const { id, ctx } = await stage.volunteer()
    await stage.house
      .asSystem()
      .transaction((tx) => giveConsents(tx, id, ['membership', 'call', 'sms'], 'hi'))
    await withdrawConsent(ctx, { command: command(), purpose: 'call' })
    const before = stage.house.clock.now()
    stage.house.clock.moveTo(new Date(before.getTime() + 60_000))
    const later = stage.house.as(signedIn(id))
    await giveConsent(later, { command: command(), purpose: 'call' })
    await giveConsent(later, { command: command(), purpose: 'call' })
    stage.house.clock.moveTo(before)
    const { consents } = await myRecord(ctx)
    expect(
      consents.filter(({ purpose }) => purpose === 'call').map(({ withdrawnAt }) => withdrawnAt),
    ).toEqual([null, before])
    expect(consents.filter(({ withdrawnAt }) => withdrawnAt === null)).toHaveLength(3)
  })

  it('cannot be given or withdrawn for membership or an unknown purpose', async () => {
    const { ctx } = await stage.volunteer()
    for (const purpose of ['membership', 'selling'])
      expect(
        (await refusalOf(withdrawConsent(ctx, { command: command(), purpose: purpose as 'call' }))).fields,
      ).toEqual({
        purpose: 'people_purpose_unknown',
      })
  })
})

describe('my record', () => {
  it('shows who saw it, in which office, and only to me', async () => {
    const { id, ctx } = await stage.volunteer()
    const rekha = await arrangeAppointed(stage.house, {
      place: stage.state.constituencies[0]!,
      level: 'constituency',
    })
    await stage.house.owner.db
      .insertInto('people.sighting')
      .values({ person_id: id, seen_by: rekha.personId, what: 'phone', at: stage.house.clock.now() })
      .execute()
    expect((await myRecord(ctx)).sightings).toMatchObject([
      {
        what: 'phone',
        nameEn: 'Rekha Meena',
        role: 'coordinator',
        place: { id: stage.state.constituencies[0]!.id },
      },
    ])
    const other = await stage.volunteer()
    expect((await myRecord(other.ctx)).sightings).toEqual([])
  })

  it('exports everything about me, without secrets and without other people', async () => {
    const { id, ctx } = await stage.vouchedVolunteer()
    await makeCard(ctx, { command: command() })
    const other = await stage.volunteer()
    const text = JSON.stringify(await exportMyData(ctx))
    expect(text).toContain(id)
    expect(text).toMatch(/\+91\d{10}/)
    expect(text).not.toContain(other.id)
    expect(text).not.toMatch(/sealed|token|hash/)
    expect(JSON.parse(text)).toMatchObject({
      vouches: [{}],
      cards: [{}],
      person: { booth: { id: stage.state.booths[0]!.id } },
    })
  })
})

describe('what is kept of somebody who left', () => {
  it('is hers to see and to take along until it is forgotten: what ended says when, and nothing of it was for others', async () => {
    const { id, ctx } = await stage.vouchedVolunteer()
    await stage.house.asSystem().transaction((tx) => giveConsents(tx, id, ['membership', 'call'], 'hi'))
    await makeCard(ctx, { command: command() })
    await leave(ctx, { command: command() })
    const at = stage.house.clock.now()
    const { consents } = await myRecord(ctx)
    expect(consents.map(({ withdrawnAt }) => withdrawnAt)).toEqual([at, at])
    const copy = JSON.parse(JSON.stringify(await exportMyData(ctx))) as Record<string, unknown>
    expect(copy).toMatchObject({
      person: { id, state: 'left' },
      vouches: [{ revoked_at: at.toISOString() }],
      cards: [{ revoked_at: at.toISOString() }],
    })
    expect(JSON.stringify(copy)).toMatch(/\+91\d{10}/)
  })
})

describe('the volunteer card', () => {
  it('is made after the vouch, checked by anybody, and tells only first name and constituency', async () => {
    const early = await stage.volunteer()
    expect((await refusalOf(makeCard(early.ctx, { command: command() }))).reason).toBe(
      'people_card_after_vouch',
    )
    const { ctx } = await stage.vouchedVolunteer()
    await makeCard(ctx, { command: command() })
    const card = await myCard(ctx)
    expect(await checkCard(stage.house.as(NOBODY), card!.token)).toEqual({
      valid: true,
      firstNameHi: 'सुनीता',
      firstNameEn: 'Sunita',
      constituencyHi: expect.stringContaining('constituency') as string,
      constituencyEn: expect.stringContaining('constituency') as string,
    })
  })

  it('reads revoked once a new one is made, the booth changes, or the person leaves; and then tells no name', async () => {
    const revoked = {
      valid: false,
      firstNameHi: '',
      firstNameEn: '',
      constituencyHi: null,
      constituencyEn: null,
    }
    const { ctx } = await stage.vouchedVolunteer()
    await makeCard(ctx, { command: command() })
    const first = await myCard(ctx)
    await makeCard(ctx, { command: command() })
    const second = await myCard(ctx)
    expect(second!.token).not.toBe(first!.token)
    expect(await checkCard(stage.house.as(NOBODY), first!.token)).toEqual(revoked)
    await chooseBooth(ctx, { command: command(), boothId: stage.state.booths[2]!.id })
    expect(await checkCard(stage.house.as(NOBODY), second!.token)).toEqual(revoked)
    const leaver = await stage.vouchedVolunteer()
    await makeCard(leaver.ctx, { command: command() })
    const card = await myCard(leaver.ctx)
    await leave(leaver.ctx, { command: command() })
    expect(await checkCard(stage.house.as(NOBODY), card!.token)).toEqual(revoked)
  })

  it('is unknown for every other token', async () => {
    for (const token of ['', 'x', 'A'.repeat(43), '../../etc/passwd', 'A'.repeat(5000)])
      expect((await refusalOf(checkCard(stage.house.as(NOBODY), token))).reason).toBe('people_card_unknown')
  })

  it('of another is never mine', async () => {
    const { ctx } = await stage.vouchedVolunteer()
    await makeCard(ctx, { command: command() })
    const other = await stage.volunteer()
    expect(await myCard(other.ctx)).toBeUndefined()
  })
})

describe('a report of harassment', () => {
  it('comes from anybody, goes past the place’s coordinators to the whole state, and stays sealed', async () => {
    const chief = await arrangeAppointed(stage.house, {
      place: stage.state.state,
      level: 'state',
      everyWing: true,
    })
    const rekha = await arrangeAppointed(stage.house, {
      place: stage.state.constituencies[0]!,
      level: 'constituency',
    })
    const { ctx, id } = await stage.volunteer()
    // Of one millisecond nobody can say which came first.
    const present = stage.house.clock.now()
    stage.house.clock.moveTo(new Date(present.getTime() - 1000))
    await reportHarassment(stage.house.as(NOBODY), { command: command(), kind: 'calls' })
    stage.house.clock.moveTo(present)
    const told = { command: command(), kind: 'pressure', told: 'रोज़ दबाव', contact: '9829012345' } as const
    await reportHarassment(ctx, told)
    await reportHarassment(ctx, told)
    const { reports } = await listHarassmentReports(stage.house.as(chief))
    expect(reports.map(({ kind, told, contact }) => [kind, told, contact])).toEqual([
      ['calls', null, null],
      ['pressure', 'रोज़ दबाव', '••••••••45'],
    ])
    expect((await refusalOf(listHarassmentReports(stage.house.as(rekha)))).id).toBe('forbidden')
    expect((await refusalOf(listHarassmentReports(ctx))).id).toBe('forbidden')
    expect((await refusalOf(listHarassmentReports(stage.house.as(NOBODY)))).id).toBe('notSignedIn')
    const own = await ctx.transaction(({ db }) =>
      db.selectFrom('people.harassment_report').select('reported_by').execute(),
    )
    expect(own).toEqual([{ reported_by: id }])
  })

  it('names the field at fault', async () => {
    const refused = await refusalOf(
      reportHarassment(stage.house.as(NOBODY), { command: command(), kind: 'x' as 'calls' }),
    )
    expect(refused.fields).toEqual({ kind: 'people_harassment_kind_missing' })
  })
})
