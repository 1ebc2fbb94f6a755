/** The door for what phones made without a network, with the verbs and the database behind it. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { NOBODY, type Actor, type PersonActor } from '#platform/access/actor.ts'
import { ownerTag } from '#platform/accounts/phoneOwner.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import {
  FORMAT,
  MOST_COMMANDS,
  type Answer,
  type Answers,
  type OwnerAnswer,
  type WireCommand,
} from '#offline/wire.ts'
import { correctMyName } from '#modules/people/server/correctMyName.ts'
import { correctReport } from '#modules/tasks/server/correctReport.ts'
import { sendBackReport } from '#modules/tasks/server/sendBackReport.ts'
import { viewMyTask } from '#modules/tasks/server/myTasks.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { drawing, useTaskStage } from '#tests/builders/taskStage.ts'
import { GET, POST } from './+server.ts'
import { readBatch } from './readBatch.ts'

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

interface Sending {
  readonly by?: Actor
  readonly owner?: string
  readonly sentAt?: string
  readonly photos?: Readonly<Record<string, Buffer>>
}

const formOf = (
  commands: readonly WireCommand[],
  { owner, sentAt = NOON, photos = {} }: Sending,
): FormData => {
  const form = new FormData()
  form.set('batch', JSON.stringify({ format: FORMAT, owner, sentAt, commands }))
  for (const [id, bytes] of Object.entries(photos))
    form.set(`photo-${id}`, new Blob([new Uint8Array(bytes)]), 'photo')
  return form
}

async function ask(body: BodyInit | undefined, by: Actor = scene.self): Promise<Response> {
  const request = new Request('http://localhost/sync', { method: 'POST', ...(body ? { body } : {}) })
  const event = { locals: { context: scene.house.as(by) }, request, route: { id: '/(volunteer)/sync' } }
  return POST(event as unknown as Parameters<typeof POST>[0])
}

async function sync(commands: readonly WireCommand[], sending: Sending = {}): Promise<readonly Answer[]> {
  const by = sending.by ?? scene.self
  const form = formOf(commands, { owner: tagOf(by as PersonActor), ...sending })
  return ((await (await ask(form, by)).json()) as Answers).answers
}

const reports = async () =>
  Number(
    (
      await scene.one(
        sql<{
          count: string
        }>`select count(*) from tasks.report where person_id = ${scene.volunteer.id} and state <> 'withdrawn'`,
      )
    ).count,
  )

describe('a batch', () => {
  it('has each of its commands done once, however often it comes, and answers each', async () => {
    const tasks = [await scene.give(), await scene.give({ titleHi: 'दूसरा काम', titleEn: 'Another' })]
    const commands = tasks.map((taskId) => reportOn(taskId))
    const first = await sync(commands)
    expect(first).toEqual(commands.map(({ id }) => ({ id, outcome: 'done' })))
    expect(await sync(commands)).toEqual(first)
    expect(await sync(commands.toReversed())).toEqual(first.toReversed())
    expect(await Promise.all([sync(commands), sync(commands)])).toEqual([first, first])
    expect(await reports()).toBe(2)
  })

  it('does what can be done and says of each other what is wrong, field by field, in her words', async () => {
    const good = await scene.give()
    const [refused, done] = await sync([
      reportOn(await scene.give({ titleHi: 'दूसरा काम' }), { fields: { taskId: good, told: '' } }),
      reportOn(good),
    ])
    expect(refused).toMatchObject({ outcome: 'refused', reason: 'badInput' })
    expect(refused).toMatchObject({ fields: { told: expect.stringMatching(/\p{Script=Devanagari}/u) } })
    expect(done).toMatchObject({ outcome: 'done' })
    expect(await reports()).toBe(1)
  })

  it('may bring what its form had already done when the connection broke: nothing happens twice', async () => {
    const taskId = await scene.give()
    const photo = await drawing('#7a9')
    const command = uuidv7()
    await scene.send(taskId, { command }, photo)
    const again = await sync([reportOn(taskId, { id: command })], { photos: { [command]: photo } })
    expect(again).toEqual([{ id: command, outcome: 'done' }])
    expect(await reports()).toBe(1)
  })

  it('brings a photo, of which the pixels alone are kept', async () => {
    const taskId = await scene.give({ proof: 'photo' })
    const command = reportOn(taskId)
    expect(await sync([command])).toMatchObject([{ outcome: 'refused' }])
    expect(await sync([command], { photos: { [command.id]: await drawing('#345') } })).toMatchObject([
      { outcome: 'done' },
    ])
    expect((await viewMyTask(scene.house.as(scene.self), taskId)).report).toMatchObject({ hasPhoto: true })
  })
})

describe('a phone whose clock is wrong', () => {
  const madeAt = async (taskId: string) =>
    scene.one(
      sql<{ at: Date; doubted: boolean; arrived: Date }>`
        select made_at as at, clock_doubted as doubted, arrived_at as arrived from tasks.report where task_id = ${taskId}`,
    )

  it('tells how wrong it is, and the moment is set right; the house keeps its own beside it', async () => {
    const taskId = await scene.give()
    scene.house.clock.moveTo(new Date('2026-11-22T09:30:00Z'))
    // A year ahead: made two hours before it was sent.
    await sync([reportOn(taskId, { madeAt: '2027-11-22T07:30:00Z' })], { sentAt: '2027-11-22T09:30:00Z' })
    expect(await madeAt(taskId)).toEqual({
      at: new Date('2026-11-22T07:30:00Z'),
      doubted: false,
      arrived: new Date('2026-11-22T09:30:00Z'),
    })
  })

  it('that was set in between is not believed, and loses nothing', async () => {
    const taskId = await scene.give()
    await sync([reportOn(taskId, { madeAt: '2031-01-01T00:00:00Z' })])
    expect(await madeAt(taskId)).toMatchObject({ at: new Date(NOON), doubted: true })
  })
})

describe('what was made on something that changed meanwhile', () => {
  it('is asked about, with both values, and never written over: a report from another phone', async () => {
    const taskId = await scene.give()
    await scene.send(taskId, { told: 'दूसरे फ़ोन से' })
    const late = reportOn(taskId)
    const [asked] = await sync([late])
    expect(asked).toMatchObject({
      outcome: 'question',
      question: { theirs: { told: 'दूसरे फ़ोन से' }, becomes: { verb: 'tasks.correctReport' } },
    })
    const told = async () => (await viewMyTask(scene.house.as(scene.self), taskId)).report?.told
    expect(await told()).toBe('दूसरे फ़ोन से')
    if (asked?.outcome !== 'question') throw new Error('not asked')
    const { verb, fields } = asked.question.becomes
    // She chose her own: the same command, now knowing what stands there.
    const chosen = { ...late, verb, fields: { ...late.fields, ...fields } }
    expect(await sync([chosen])).toMatchObject([{ outcome: 'done' }])
    expect(await sync([chosen])).toMatchObject([{ outcome: 'done' }])
    expect(await told()).toBe('बीस घर मिले')
    expect(await reports()).toBe(1)
  })

  it('is asked about when a coordinator has sent it back in between, with her words', async () => {
    const taskId = await scene.give()
    const { reportId } = await scene.send(taskId)
    const seen = (await viewMyTask(scene.house.as(scene.self), taskId)).report!
    const basedOn = `${seen.state}.${seen.arrivedAt.getTime()}`
    scene.house.clock.moveTo(new Date('2026-11-22T07:00:00Z'))
    await sendBackReport(scene.house.as(scene.coordinator), {
      command: uuidv7(),
      reportId,
      words: 'कितने घर, लिखें',
    })
    const fields = { taskId, reportId, basedOn, told: 'तीस घर', happenedOn: '2026-11-22' }
    const correction = reportOn(taskId, { verb: 'tasks.correctReport', fields })
    expect(await sync([correction])).toMatchObject([
      { outcome: 'question', question: { theirs: { answer: 'कितने घर, लिखें' } } },
    ])
    const withdrawal = reportOn(taskId, {
      verb: 'tasks.withdrawReport',
      fields: { taskId, reportId, basedOn },
    })
    expect(await sync([withdrawal])).toMatchObject([
      { outcome: 'question', question: { becomes: { verb: 'tasks.withdrawReport' } } },
    ])
    await correctReport(scene.house.as(scene.self), { command: uuidv7(), ...fields, basedOn: undefined })
  })

  it('is asked about: a name that was corrected elsewhere; one’s own earlier correction is no reason', async () => {
    const named = (name: string, basedOn: string, id = uuidv7()): WireCommand => ({
      id,
      verb: 'people.correctMyName',
      fields: { name, otherScript: '', basedOn },
      madeAt: NOON,
    })
    const [asked] = await sync([named('सुनीता देवी', 'कोई और|Somebody')])
    if (asked?.outcome !== 'question') throw new Error('not asked')
    const { basedOn } = asked.question.becomes.fields
    const mine = named('सुनीता देवी', basedOn!)
    expect(await sync([mine])).toMatchObject([{ outcome: 'done' }])
    // The answer was lost, the command comes again: it is not taken for a conflict with itself.
    expect(await sync([mine])).toMatchObject([{ outcome: 'done' }])
    await correctMyName(scene.house.as(scene.self), { command: uuidv7(), name: 'सुनीता कुमारी' })
    expect(await sync([named('सुनीता', `सुनीता देवी|Sunita Devi`)])).toMatchObject([
      { outcome: 'question', question: { theirs: { name: 'सुनीता कुमारी' } } },
    ])
  })
})

describe('someone else', () => {
  it('cannot send what another made: neither with her name on the phone, nor under the same ids', async () => {
    const first = scene.self
    const command = reportOn(await scene.give())
    await sync([command])
    await scene.renew()
    expect(await outcomeOf(() => ask(formOf([command], { owner: tagOf(first) })))).toBe('refused')
    expect(await sync([command])).toMatchObject([{ outcome: 'refused', reason: 'commandReused' }])
    expect(await reports()).toBe(0)
  })

  it('cannot correct or take back another’s report', async () => {
    const taskId = await scene.give()
    const { reportId } = await scene.send(taskId)
    await scene.renew()
    const fields = { taskId, reportId, told: 'मेरा', happenedOn: '2026-11-22' }
    const verbs = ['tasks.correctReport', 'tasks.withdrawReport'] as const
    const answers = await sync(verbs.map((verb) => reportOn(taskId, { verb, fields })))
    expect(answers.map((answer) => answer.outcome)).toEqual(['refused', 'refused'])
  })

  it('who is nobody sends nothing and is told no key', async () => {
    await expect(ask(formOf([], { owner: 'x' }), NOBODY)).rejects.toMatchObject({ id: 'notSignedIn' })
    const asNobody = { locals: { context: scene.house.as(NOBODY) } } as unknown as Parameters<typeof GET>[0]
    await expect(GET(asNobody)).rejects.toMatchObject({ id: 'notSignedIn' })
  })

  it('has another name and another key on phones; both stay the same at every sign-in', async () => {
    const owner = async () =>
      (await (
        await GET({ locals: { context: scene.house.as(scene.self) } } as unknown as Parameters<typeof GET>[0])
      ).json()) as OwnerAnswer
    const [one, again] = [await owner(), await owner()]
    expect(again).toEqual(one)
    expect(Buffer.from(one.key, 'base64url')).toHaveLength(32)
    await scene.renew()
    const other = await owner()
    expect(other.owner).not.toBe(one.owner)
    expect(other.key).not.toBe(one.key)
    expect(JSON.stringify(one)).not.toContain(scene.self.personId)
  })
})

describe('garbage', () => {
  const batch = (said: unknown) => {
    const form = new FormData()
    form.set('batch', typeof said === 'string' ? said : JSON.stringify(said))
    return form
  }
  const whole = (): Record<string, unknown> => ({
    format: FORMAT,
    owner: tagOf(scene.self),
    sentAt: NOON,
    commands: [reportOn(uuidv7())],
  })

  it.each([
    ['nothing', () => undefined],
    ['a form without a batch', () => new FormData()],
    ['no JSON', () => batch('{"format":')],
    ['JSON of another kind', () => batch([1, 2])],
    ['null', () => batch('null')],
    ['a format that is not known', () => batch({ ...whole(), format: 99 })],
    ['no commands', () => batch({ ...whole(), commands: [] })],
    [
      'an unknown verb',
      () => batch({ ...whole(), commands: [{ ...reportOn('x'), verb: 'people.eraseMe' }] }),
    ],
    ['an id that is none', () => batch({ ...whole(), commands: [{ ...reportOn('x'), id: "'; drop" }] })],
    ['a moment that is none', () => batch({ ...whole(), sentAt: 'yesterday' })],
    [
      'fields that are no words',
      () => batch({ ...whole(), commands: [{ ...reportOn('x'), fields: { told: {} } }] }),
    ],
  ])('is refused: %s', async (_, body) => {
    await expect(ask(body())).rejects.toMatchObject({ id: 'badInput' })
  })

  it('is refused at once when it is more than a batch carries: 51 commands, and 10,000', async () => {
    for (const count of [MOST_COMMANDS + 1, 10_000]) {
      const commands = Array.from({ length: count }, () => reportOn('x'))
      await expect(ask(batch({ ...whole(), commands }))).rejects.toMatchObject({ id: 'tooLarge' })
    }
    expect(await reports()).toBe(0)
  })

  it('that no database keeps is left out, or its command would come again for ever', () => {
    const command = reportOn('x', { fields: { told: 'बीस\u0000 घर\ud83d' } })
    const batch = { format: FORMAT, owner: '', sentAt: NOON, commands: [command] }
    expect(readBatch(JSON.stringify(batch)).commands[0]!.fields).toEqual({ told: 'बीस घर\ufffd' })
  })

  it('in the fields of a command is that command’s own refusal', async () => {
    const fields = { taskId: '\0', told: '\0', happenedOn: 'x', reportId: 'x', boothId: 'x' }
    const verbs = [
      'tasks.sendReport',
      'tasks.correctReport',
      'tasks.withdrawReport',
      'people.myBooth',
    ] as const
    const answers = await sync(verbs.map((verb) => reportOn('x', { verb, fields })))
    expect(answers.map(({ outcome }) => outcome)).toEqual(verbs.map(() => 'refused'))
  })
})

it('a phone gone mad sends one command four hundred times: four hundred answers, one effect', async () => {
  const said = reportOn(await scene.give())
  for (let batch = 0; batch < 8; batch++) {
    const answers = await sync(Array.from({ length: MOST_COMMANDS }, () => said))
    expect(answers.map(({ outcome }) => outcome)).toEqual(Array<string>(MOST_COMMANDS).fill('done'))
  }
  expect(await reports()).toBe(1)
})
