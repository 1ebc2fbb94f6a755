/** Who may: every role at every level, in every wing and in one, tries every verb of the room. What it keeps is the whole state's, so level and wing decide. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import type { Role } from '#platform/access/scope.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { arrangeElection, arrangePhase } from '#tests/builders/elections.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { addCertificate, listCertificates, withdrawCertificate } from './certificates.ts'
import { changeRule, listRules } from './changeRule.ts'
import { exportLedger } from './exportLedger.ts'
import { addHandle, endHandle, listHandles } from './handles.ts'
import { addExpense, reverseExpense, viewLedger } from './ledger.ts'
import { previewPhase } from './previewPhase.ts'
import { listHeads, saveHead } from './saveHead.ts'
import { withdrawPhase } from './savePhase.ts'
import { listElections, viewElection } from './viewCalendar.ts'
import { windowsBetween } from './windowsBetween.ts'

const ROLES: readonly Role[] = ['volunteer', 'booth_lead', 'coordinator', 'trainer', 'creator', 'reviewer', 'researcher', 'editor', 'auditor', 'admin'] // prettier-ignore
const SECOND_STEP = { otherwise: 'secondStepNeeded' }

let house: TestPlatform
let network: Network
/** A coordinator and an administrator of the whole state, in every wing. */
let coordinator: Context
let admin: Context
let actors: readonly {
  readonly role: Role
  readonly level: string
  readonly wing: number | null
  readonly actor: PersonActor
}[]
let electionId: string
const command = () => uuidv7()
const MATERIAL = 'ab'.repeat(32)
const PHASE = {
  nameHi: 'चरण',
  nameEn: 'Phase',
  pollOn: '2026-12-01',
  opens: '07:00',
  closes: '18:00',
  constituencies: '1-2',
}
const aPhase = () => arrangePhase(coordinator, electionId)
const aHandle = async () =>
  (
    await addHandle(coordinator, {
      command: command(),
      network: 'youtube',
      handle: `@${command()}`,
      address: 'https://video.example/channel',
      answerable: 'सोशल मीडिया कार्यालय',
      since: '2026-01-01',
    })
  ).handleId
const aCertificate = async () =>
  (
    await addCertificate(coordinator, {
      command: command(),
      electionId,
      number: command(),
      authority: 'राज्य समिति',
      issuedOn: '2026-11-20',
      title: 'पोस्टर',
      material: MATERIAL,
    })
  ).certificateId
const EXPENSE = {
  headKey: 'materials',
  spentOn: '2026-11-20',
  amount: '1,500.50',
  what: 'पर्चे',
  means: 'transfer',
} as const
const anExpense = async () =>
  (await addExpense(coordinator, { command: command(), electionId, ...EXPENSE })).expenseId

beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const { tree } = network
  coordinator = house.as(await network.holder(tree.state, null))
  admin = house.as(await network.holder(tree.state, null, 'admin'))
  electionId = await arrangeElection(coordinator)
  const places = [tree.state, tree.district(0), tree.constituency(0, 0), tree.booth(0, 0, 0)]
  const all: (typeof actors)[number][] = []
  for (const role of ROLES)
    for (const place of places)
      for (const wing of [null, 1])
        all.push({ role, level: place.level, wing, actor: await network.holder(place, wing, role) })
  actors = all
})
afterAll(() => house.close())
beforeEach(() => sql`delete from elections.polling_area`.execute(house.owner.db))

type Verb = readonly [arrange: () => Promise<string>, act: (ctx: Context, id: string) => Promise<unknown>]
const nothing = () => Promise.resolve('')
const keptBy =
  (...roles: Role[]) =>
  (role: Role, level: string, wing: number | null) =>
    roles.includes(role) && level === 'state' && wing === null
const plans = (role: Role) =>
  ['booth_lead', 'coordinator', 'creator', 'reviewer', 'admin', 'auditor'].includes(role)

const CALENDAR: Record<string, Verb> = {
  saveElection: [nothing, (ctx) => arrangeElection(ctx)],
  'saveElection, another’s': [
    async () => arrangeElection(coordinator),
    (ctx, id) => arrangeElection(ctx, { electionId: id, basedOn: 1 }),
  ],
  previewPhase: [nothing, (ctx) => previewPhase(ctx, { electionId, ...PHASE })],
  savePhase: [nothing, (ctx) => arrangePhase(ctx, electionId)],
  'savePhase, another’s': [aPhase, (ctx, phaseId) => arrangePhase(ctx, electionId, { phaseId, basedOn: 1 })],
  withdrawPhase: [
    aPhase,
    (ctx, phaseId) => withdrawPhase(ctx, { command: command(), phaseId, basedOn: 1, why: 'रद्द' }),
  ],
}
const CERTIFYING: Record<string, Verb> = {
  addCertificate: [
    nothing,
    (ctx) =>
      addCertificate(ctx, {
        command: command(),
        electionId,
        number: command(),
        authority: 'समिति',
        issuedOn: '2026-11-20',
        title: 'पोस्टर',
        material: MATERIAL,
      }),
  ],
}
const REGISTERS: Record<string, Verb> = {
  withdrawCertificate: [
    aCertificate,
    (ctx, certificateId) => withdrawCertificate(ctx, { command: command(), certificateId, why: 'वापस' }),
  ],
  addHandle: [
    nothing,
    (ctx) =>
      addHandle(ctx, {
        command: command(),
        network: 'x',
        handle: command(),
        address: 'https://x.example/one',
        answerable: 'कार्यालय',
        since: '2026-01-01',
      }),
  ],
  endHandle: [
    aHandle,
    (ctx, handleId) => endHandle(ctx, { command: command(), handleId, endedOn: '2026-11-20', why: 'बंद हुआ' }),
  ],
  addExpense: [nothing, (ctx) => addExpense(ctx, { command: command(), electionId, ...EXPENSE })],
  reverseExpense: [
    anExpense,
    (ctx, expenseId) => reverseExpense(ctx, { command: command(), expenseId, why: 'दो बार लिखा' }),
  ],
}
const LOOKS: Record<string, Verb> = {
  listCertificates: [nothing, listCertificates],
  listHandles: [nothing, listHandles],
  listHeads: [nothing, listHeads],
  viewLedger: [nothing, (ctx) => viewLedger(ctx, electionId)],
}
const OPEN_LOOKS: Record<string, Verb> = {
  listElections: [nothing, listElections],
  viewElection: [nothing, (ctx) => viewElection(ctx, electionId)],
  listRules: [nothing, listRules],
  windowsBetween: [nothing, (ctx) => windowsBetween(ctx, { from: new Date(0), until: new Date() })],
}
const HEAD = {
  number: 'ix',
  nameHi: 'नई मद',
  nameEn: 'A new head',
  source: 'फ़ॉर्म',
  readOn: '2026-11-26',
  isOpen: true,
}
const RULE = {
  isOn: true,
  ways: ['sms' as const],
  fromMinutes: '-2880',
  untilMinutes: '0',
  law: 's. 126',
  source: 'the Act',
  readOn: '2026-11-26',
  confirmedBy: '',
  confirmedOn: '',
}
const versionOf = async () =>
  String((await listRules(admin)).rules.find(({ key }) => key === 'silence')!.version)
const ADMINS: Record<string, Verb> = {
  changeRule: [
    versionOf,
    (ctx, basedOn) => changeRule(ctx, { command: command(), key: 'silence', basedOn, ...RULE }),
  ],
  saveHead: [nothing, (ctx) => saveHead(ctx, { command: command(), ...HEAD })],
  exportLedger: [nothing, (ctx) => exportLedger(ctx, { electionId })],
}

describe.each([
  ['the calendar', CALENDAR, keptBy('coordinator', 'admin'), true],
  ['certifying', CERTIFYING, keptBy('coordinator', 'admin'), true],
  ['registers', REGISTERS, keptBy('coordinator', 'admin'), false],
  ['what registers show', LOOKS, keptBy('coordinator', 'admin', 'auditor'), false],
  ['what everybody may read who leads people or makes what they share', OPEN_LOOKS, plans, false],
  ['rules, heads and files', ADMINS, keptBy('admin'), true],
] as const)('%s', (_, verbs, may, needsSecondStep) => {
  it.each(Object.keys(verbs))('%s: whoever may does it, everybody else is refused', async (name) => {
    const [arrange, act] = verbs[name]!
    for (const { role, level, wing, actor } of actors) {
      const allowed = may(role, level, wing)
      // A refusal leaves its subject as it was.
      const subject = allowed || actor === actors[0]!.actor ? await arrange() : lastSubject
      lastSubject = subject
      const outcome = await outcomeOf(() => act(house.as(actor), subject))
      expect([role, level, wing, outcome]).toEqual([role, level, wing, allowed ? 'did' : 'refused'])
    }
    const subject = await arrange()
    expect(await outcomeOf(() => act(house.as(NOBODY), subject))).toBe('refused')
    if (!needsSecondStep) return
    const hurried = house.as(await network.holder(network.tree.state, null, 'admin', 1))
    expect(await outcomeOf(() => act(hurried, subject))).toEqual(SECOND_STEP)
  })
  let lastSubject = ''
}) // prettier-ignore
