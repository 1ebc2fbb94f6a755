/** The other ways to people, through servers that speak their real protocols: a mail server, a push service, the gateway's reports. */
import { createServer as createTcp } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import webPush from 'web-push'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor } from '#platform/context.ts'
import { mailAdapter } from '#platform/messages/mailAdapter.ts'
import { arrangeAddress, arrangeConsents, arrangeSettings } from '#tests/builders/outreach.ts'
import { NOON, useOutreachStage } from '#tests/builders/outreachStage.ts'
import { openPushService, type PushService } from '#tests/gateways/pushService.ts'
import { confirmAddress } from './confirmAddress.ts'
import { leaseDue } from './deliveryStore.ts'
import { giveAddress, removeAddress } from './giveAddress.ts'
import { myChannels } from './myChannels.ts'
import { exportMyMessages } from './myMessages.ts'
import { readableDeliveries } from './readableDeliveries.ts'
import { outreachRules } from './rules.ts'
import { sendAgain } from './sendAgain.ts'
import { emailSender } from './sending/senders.ts'
import { sendConfirmation } from './sendConfirmation.ts'
import { stopByLink } from './stopByLink.ts'
import { switchOffPush, switchOnPush } from './switchPush.ts'
import { takeReports } from './takeReports.ts'
import { viewMessage } from './viewMessage.ts'

const scene = useOutreachStage()
const vapid = webPush.generateVAPIDKeys()
const mails: string[] = []
/** What the mail server says to the recipient of a mail; undefined takes it. */
let refusal: { code: number; hangUp?: boolean } | undefined
let mailServer: SMTPServer
let service: PushService
const visitor = () => contextFor(scene.platform, NOBODY)
const command = () => uuidv7()
const view = (messageId: string) => viewMessage(scene.as(scene.coordinator), messageId, outreachRules)

beforeAll(async () => {
  mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, callback) =>
      refusal && !refusal.hangUp
        ? callback(Object.assign(new Error('no'), { responseCode: refusal.code }))
        : callback(),
    onData(stream, _session, callback) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString('utf8'))
        if (refusal?.hangUp) mailServer.close()
        else callback()
      })
    },
  })
  await new Promise<void>((listening) => mailServer.listen(0, '127.0.0.1', listening))
  service = await openPushService(vapid.publicKey)
})
afterAll(async () => {
  mailServer.close()
  await service.close()
})
beforeEach(async () => {
  await sql`delete from outreach.message`.execute(scene.house.owner.db)
  await sql`delete from people.person where id not in (select person_id from people.appointment)`.execute(
    scene.house.owner.db,
  )
  await arrangeSettings(scene.house)
  scene.at(NOON)
  refusal = undefined
  mails.length = 0
})
const smtp = () =>
  scene.with({
    SMTP_URL: `smtp://127.0.0.1:${(mailServer.server.address() as AddressInfo).port}`,
    MAIL_FROM: 'Sample organisation <news@organisation.example>',
    SMTP_ON_LOOPBACK: true,
    VAPID_PUBLIC_KEY: vapid.publicKey,
    VAPID_PRIVATE_KEY: vapid.privateKey,
    VAPID_CONTACT: 'mailto:it@organisation.example',
    PUSH_ON_LOOPBACK: true,
  })
const bodyOf = (mail: string) =>
  Buffer.from(mail.split('\r\n\r\n').slice(1).join('\n').replaceAll(/\s/g, ''), 'base64').toString('utf8')

describe('e-mail', () => {
  it('goes to a confirmed address with one-click unsubscribe, and the link ends it at once', async () => {
    const [person] = await scene.volunteers(1)
    await arrangeAddress(scene.house, person!.id, 'sunita@home.example')
    await arrangeConsents(scene.house, [person!], 'email')
    const messageId = await scene.release({ channels: ['email'] })
    await scene.deliver(smtp())
    expect(await scene.tally(messageId)).toEqual({ 'email accepted': 1 })
    expect(mails).toHaveLength(1)
    expect(mails[0]).toContain('To: sunita@home.example')
    expect(mails[0]).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(bodyOf(mails[0]!)).toContain('रविवार को बूथ पर बैठक है')
    const link = /List-Unsubscribe: <([^>]+)>/.exec(mails[0]!.replaceAll(/\r\n\s+/g, ' '))![1]!
    const token = link.split('/').at(-1)!
    await expect(stopByLink(visitor(), `B${token.slice(1)}`)).rejects.toMatchObject({ id: 'notFound' })
    await stopByLink(visitor(), token)
    await stopByLink(visitor(), token)
    const self = scene.as(await scene.network.actor(person!, 1))
    expect((await myChannels(self)).email).toMatchObject({ agrees: false, isConfirmed: true })
    const { rows } = await sql`
      select from audit.entry where verb = 'outreach.stopChannel' and subject = ${`person:${person!.id}`}`.execute(
      scene.house.owner.db,
    )
    expect(rows).toHaveLength(1)
  })

  it('a mailbox that is not there fails, a busy server is asked again, and a connection lost after the words leaves it unknown', async () => {
    const mail = { id: uuidv7(), to: 'a@b.example', subject: 'x', text: 'y' }
    const { SMTP_URL: url, MAIL_FROM: from } = smtp().environment
    const server = { url: url!, from: from!, allowLoopback: true, timeoutMs: 1_000 }
    const send = (over = {}) => mailAdapter({ ...server, ...over }).send(mail)
    refusal = { code: 550 }
    expect(await send()).toMatchObject({ state: 'failed', fault: 'SMTP 550' })
    refusal = { code: 451 }
    expect(await send()).toMatchObject({ state: 'later', fault: 'SMTP 451' })
    expect(await send({ url: 'smtp://127.0.0.1:9' })).toMatchObject({ state: 'later' })
    expect(await send({ allowLoopback: false })).toMatchObject({ state: 'failed' })
    // Says everything right, and hangs up when it has heard the last line.
    const rude = createTcp((socket) => {
      let inData = false
      socket.write('220 hello\r\n')
      socket.on('error', () => {})
      socket.on('data', (part) => {
        const said = String(part)
        if (inData) return void socket.destroy()
        if (said.startsWith('DATA')) {
          inData = true
          socket.write('354 go\r\n')
        } else socket.write('250 fine\r\n')
      })
    })
    await once(rude.listen(0, '127.0.0.1'), 'listening')
    const rudeUrl = `smtp://127.0.0.1:${(rude.address() as AddressInfo).port}`
    expect(await send({ url: rudeUrl })).toMatchObject({ state: 'ambiguous' })
    rude.close()
  })

  it('whose worker died after handing over is perhaps sent: not repeated by itself, but once by a person, under the same Message-ID', async () => {
    const [person] = await scene.volunteers(1)
    await arrangeAddress(scene.house, person!.id, 'sunita@home.example')
    await arrangeConsents(scene.house, [person!], 'email')
    const messageId = await scene.release({ channels: ['email'] })
    const sender = emailSender(smtp())
    const message = await view(messageId).then(({ message }) => message)
    // Handed over, and then the worker is gone before it could write that down.
    const [leased] = await scene.job().transaction((tx) => leaseDue(tx, 'email', 10))
    expect(await sender.send(smtp(), { leased: leased!, message })).toMatchObject({
      outcome: { state: 'sent' },
    })
    sender.close()
    for (const hours of [1, 20, 48]) {
      scene.at(new Date(NOON.getTime() + hours * 3_600_000))
      await scene.deliver(smtp())
    }
    expect(await scene.tally(messageId)).toEqual({ 'email unknown': 1 })
    expect(mails).toHaveLength(1)
    const { message: done, may, tally } = await view(messageId)
    expect([done.state, may.sendAgain, tally[0]!.state]).toEqual(['done', true, 'unknown'])

    const asked = { command: command(), messageId, channel: 'email' as const }
    const again = () => sendAgain(scene.as(scene.coordinator), asked)
    expect(await again()).toEqual({ again: 1 })
    await scene.deliver(smtp())
    // The same command once more, as a phone repeats it, sends nothing; nor does another, with nobody left.
    expect(await again()).toEqual({ again: 1 })
    await scene.deliver(smtp())
    expect(await scene.tally(messageId)).toEqual({ 'email accepted': 1 })
    const ids = mails.map((mail) => /^Message-ID: (.*)$/im.exec(mail)![1])
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    const twice = { ...asked, command: command() }
    await expect(sendAgain(scene.as(scene.coordinator), twice)).rejects.toMatchObject({
      reason: 'outreach_nobody_unknown',
    })
    scene.at(new Date(NOON.getTime() + 8 * 86_400_000))
    expect((await view(messageId)).may.sendAgain).toBe(false)
    await expect(
      sendAgain(scene.as(scene.coordinator), { ...twice, command: command() }),
    ).rejects.toMatchObject({ reason: 'outreach_too_late_again' })
  })

  it('an address counts once its link was opened, is sealed, and is given three times a day at most', async () => {
    const [person] = await scene.volunteers(1)
    const actor = await scene.network.actor(person!, 1)
    const self = contextFor(smtp(), actor)
    await expect(giveAddress(self, { command: command(), email: 'no address' })).rejects.toMatchObject({
      fields: { email: 'outreach_email_wrong' },
    })
    await giveAddress(self, { command: command(), email: 'Sunita@Home.example' })
    const job = contextFor(smtp(), scene.job().actor)
    const run = { id: uuidv7(), attempt: 0, signal: new AbortController().signal }
    await sendConfirmation.handle(job, { personId: person!.id, locale: 'hi' }, run)
    const token = /confirm-email\/([\w-]+)/.exec(bodyOf(mails[0]!))![1]!
    expect((await myChannels(self)).email).toMatchObject({
      address: 'sunita@home.example',
      isConfirmed: false,
    })
    await expect(confirmAddress(visitor(), 'x'.repeat(43))).rejects.toMatchObject({ id: 'gone' })
    await confirmAddress(visitor(), token)
    await expect(confirmAddress(visitor(), token)).rejects.toMatchObject({ id: 'gone' })
    expect((await myChannels(self)).email.isConfirmed).toBe(true)
    const { rows } = await sql<{ row: string }>`select address::text as row from outreach.address`.execute(
      scene.house.owner.db,
    )
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('sunita@home').toString('hex'))
    await giveAddress(self, { command: command(), email: 'b@home.example' })
    await giveAddress(self, { command: command(), email: 'c@home.example' })
    await expect(giveAddress(self, { command: command(), email: 'd@home.example' })).rejects.toMatchObject({
      id: 'tooOften',
    })
    expect(await exportMyMessages(self)).toMatchObject({ email: 'c@home.example' })
    await removeAddress(self, { command: command() })
    expect((await myChannels(self)).email.address).toBeUndefined()
  })
})

describe('notifications', () => {
  it('are encrypted for each browser and signed by us; one that is gone is forgotten', async () => {
    const [person] = await scene.volunteers(1)
    await arrangeConsents(scene.house, [person!], 'push')
    const self = scene.as(await scene.network.actor(person!, 1))
    for (const path of ['/phone', '/gone', '/moved'])
      await switchOnPush(self, { command: command(), subscription: service.subscribe(path) })
    service.answers.set('/gone', 410)
    service.answers.set('/moved', 404)
    const messageId = await scene.release({ channels: ['push'] })
    await scene.deliver(smtp())
    expect(await scene.tally(messageId)).toEqual({ 'push accepted': 1 })
    expect(service.refused).toEqual([])
    expect(service.shown).toEqual([
      {
        path: '/phone',
        topic: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
        // What static/push-worker.js reads, as the journey hands it to a browser.
        payload: {
          id: expect.any(String) as unknown,
          title: 'रविवार को बैठक',
          words: 'रविवार को बूथ पर बैठक है',
          lang: 'hi',
        },
      },
    ])
    expect((await myChannels(self)).push.devices).toBe(1)
    await switchOffPush(self, { command: command() })
    expect((await myChannels(self)).push.devices).toBe(0)
  })

  it('never reach into our own network, whatever a browser claims', async () => {
    const [person] = await scene.volunteers(1)
    await arrangeConsents(scene.house, [person!], 'push')
    const self = scene.as(await scene.network.actor(person!, 1))
    const { keys } = service.subscribe('/inner')
    for (const endpoint of ['ftp://push.example/1', 'nonsense', `https://push.example/${'x'.repeat(2000)}`])
      await expect(
        switchOnPush(self, { command: command(), subscription: { endpoint, keys } }),
      ).rejects.toMatchObject({ id: 'badInput' })
    await switchOnPush(self, {
      command: command(),
      subscription: { endpoint: 'http://169.254.169.254/latest/meta-data', keys },
    })
    const messageId = await scene.release({ channels: ['push'] })
    await scene.deliver({ ...smtp(), environment: { ...smtp().environment, PUSH_ON_LOOPBACK: false } })
    expect(await scene.tally(messageId)).toEqual({ 'push failed': 1 })
    expect((await myChannels(self)).push.devices).toBe(0)
  })
})

describe('the gateway’s reports', () => {
  const SECRET = 'a secret of the gateway, long enough'
  const gateway = () => contextFor(scene.with({ SMS_REPORTS_SECRET: SECRET }), NOBODY)

  it('move deliveries by our ids, in any order and twice, beside lines that make no sense', async () => {
    await scene.volunteers(3)
    const messageId = await scene.release()
    await scene.deliver()
    const { rows } = await sql<{ id: string }>`
      select id from outreach.delivery where message_id = ${messageId} order by id`.execute(
      scene.house.owner.db,
    )
    const [one, two] = rows.map(({ id }) => id)
    const reports = [
      { reference: one, status: 'DELIVRD' },
      { reference: one, status: 'ENROUTE' },
      { reference: two, status: 'UNDELIV', code: 27 },
      { reference: uuidv7(), status: 'DELIVRD' },
      { reference: one, status: 'LOST IN SPACE' },
      { reference: "'; drop table", status: 'DELIVRD' },
      null,
      42,
    ]
    const noted = { reports: 3, stops: 0, ignored: 5 }
    expect(await takeReports(gateway(), SECRET, { reports })).toEqual(noted)
    expect(await takeReports(gateway(), SECRET, { reports })).toEqual(noted)
    expect(await scene.tally(messageId)).toEqual({ 'sms delivered': 1, 'sms failed': 1, 'sms accepted': 1 })
    const kept = await sql<{ said: string }>`select said from outreach.receipt order by id`.execute(
      scene.house.owner.db,
    )
    expect(kept.rows.map(({ said }) => said).slice(0, 3)).toEqual(['delivered', 'on_the_way', 'failed'])

    // A gateway that says yes and never delivers is shown as such after a day.
    scene.at(new Date(NOON.getTime() + 25 * 3_600_000))
    const { tally } = await viewMessage(scene.as(scene.coordinator), messageId, outreachRules)
    expect(tally.map(({ state, count }) => [state, count])).toContainEqual(['unconfirmed', 1])
  })

  it('are taken with the gateway’s secret only, and what is no report is refused', async () => {
    for (const shown of [null, '', `${SECRET}!`])
      await expect(takeReports(gateway(), shown, { reports: [] })).rejects.toMatchObject({ id: 'notFound' })
    await expect(takeReports(visitor(), SECRET, { reports: [] })).rejects.toMatchObject({ id: 'notFound' })
    for (const body of [undefined, 'DELIVRD', [], { reports: 'all' }, { reports: Array(1001).fill({}) }])
      await expect(takeReports(gateway(), SECRET, body)).rejects.toMatchObject({ id: 'badInput' })
  })

  it('STOP from a phone ends SMS for everybody behind it', async () => {
    const phone = '+919829012345'
    const place = scene.network.tree.booth(0, 0, 1)
    const person = await scene.network.person({ place, wing: 1, state: 'vouched', phone })
    const sister = await scene.network.person({ place, wing: 1, state: 'vouched', phone })
    await arrangeConsents(scene.house, [person, sister], 'sms')
    const received = [
      { from: phone.slice(1), text: ' बंद करें ' },
      { from: 'nobody', text: 'STOP' },
      { from: phone, text: 'नमस्ते' },
    ]
    const noted = await takeReports(gateway(), SECRET, { received })
    expect(noted).toMatchObject({ stops: 1, ignored: 2 })
    for (const one of [person, sister])
      expect((await myChannels(scene.as(await scene.network.actor(one, 1)))).sms).toBe(false)
  })
})

it('what was sent is readable in the demo alone', async () => {
  await scene.volunteers(1)
  await scene.release()
  const demo = { ...scene.platform, demo: true }
  await scene.deliver(demo)
  await expect(readableDeliveries(visitor())).rejects.toMatchObject({ id: 'notFound' })
  expect(await readableDeliveries(contextFor(demo, NOBODY))).toMatchObject([
    { body: expect.stringContaining('बैठक') as unknown },
  ])
})
