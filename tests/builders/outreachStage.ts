import { sql } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import type { PersonActor } from '#platform/access/actor.ts'
import { systemActor } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor, type Context, type Platform } from '#platform/context.ts'
import type { ReleaseRule } from '#platform/release/gate.ts'
import type { Environment } from '#platform/environment/environment.ts'
import type { DraftMessage } from '#modules/outreach/domain/message.ts'
import { draftMessage } from '#modules/outreach/server/draftMessage.ts'
import { releaseMessage } from '#modules/outreach/server/releaseMessage.ts'
import { outreachRules } from '#modules/outreach/server/rules.ts'
import { deliverDue } from '#modules/outreach/server/sending/deliver.ts'
import { withdrawConsent } from '#modules/people/server/changeConsent.ts'
import { leave } from '#modules/people/server/leave.ts'
import { openSenders } from '#modules/outreach/server/sending/senders.ts'
import { writeLedger } from '#modules/outreach/server/sending/writeLedger.ts'
import { openCountingGateway, type CountingGateway } from '#tests/gateways/smsGateway.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from './network.ts'
import { arrangeConsents, arrangeSettings, SETTINGS } from './outreach.ts'

/** Noon of a Sunday in India: nothing is quiet. */
export const NOON = new Date('2026-11-22T06:30:00Z')

export interface OutreachStage {
  house: TestPlatform
  network: Network
  gateway: CountingGateway
  /** Coordinates the first constituency, in every wing. */
  coordinator: PersonActor
  /** The house, with the gateway configured and a clock that goes on from where it was put. */
  platform: Platform
  /** Puts the going clock. */
  at(moment: Date): void
  as(actor: PersonActor): Context
  job(): Context
  with(environment: Partial<Environment>): Platform
  /** People of a booth of that constituency, all of whom agreed to SMS. */
  volunteers(count: number, booth?: number): Promise<readonly MadeUpPerson[]>
  /** A draft with all that an SMS needs. @returns its id */
  draft(changes?: Partial<DraftMessage>, by?: PersonActor): Promise<string>
  /** Drafts, releases and writes the ledger. @returns the message's id */
  release(changes?: Partial<DraftMessage>): Promise<string>
  /** One run of the worker. */
  deliver(platform?: Platform, signal?: AbortSignal): Promise<number>
  /** What somebody does with her own agreement and membership. */
  withdrawsSms(person: MadeUpPerson): Promise<void>
  leaves(person: MadeUpPerson): Promise<void>
  /** How many deliveries of a message stand where, by channel. */
  tally(messageId: string): Promise<Record<string, number>>
}

/** One house for a test file: a constituency, its coordinator and a gateway that counts. @param rules what stands in its release gate */
export function useOutreachStage(rules: readonly ReleaseRule[] = outreachRules): OutreachStage {
  const stage = {} as OutreachStage
  let began = Date.now()
  let start = NOON
  beforeAll(async () => {
    const house = await testPlatform()
    const network = await arrangeNetwork(house)
    const gateway = await openCountingGateway()
    const seat = network.tree.constituency(0, 0)
    const environment: Environment = {
      ...house.platform.environment,
      SMS_GATEWAY_URL: gateway.url,
      SMS_GATEWAY_ON_LOOPBACK: true,
      SMS_GATEWAY_IDEMPOTENT: true,
      // Push is switched on; whoever delivers by it gives the keys of her push service (channels.test.ts).
      VAPID_PUBLIC_KEY: 'of this stage',
      VAPID_PRIVATE_KEY: 'of this stage',
      VAPID_CONTACT: 'mailto:it@organisation.example',
    }
    const clock = { now: () => new Date(start.getTime() + (Date.now() - began)) }
    const platform: Platform = { ...house.platform, environment, clock }
    await arrangeSettings(house)
    Object.assign(stage, {
      house,
      network,
      gateway,
      platform,
      coordinator: await network.holder(seat, null),
      at(moment: Date) {
        start = moment
        began = Date.now()
        house.clock.moveTo(moment)
      },
      as: (actor: PersonActor) => contextFor(stage.platform, actor),
      job: () => contextFor(stage.platform, systemActor('job')),
      with: (over: Partial<Environment>) => ({ ...platform, environment: { ...environment, ...over } }),
      async volunteers(count: number, booth = 1) {
        const place = network.tree.booth(0, 0, booth)
        const people = await Promise.all(
          Array.from({ length: count }, () => network.person({ place, wing: 1, state: 'vouched' })),
        )
        await arrangeConsents(house, people, 'sms')
        return people
      },
      async draft(changes: Partial<DraftMessage> = {}, by = stage.coordinator) {
        const said: DraftMessage = {
          command: uuidv7(),
          placeId: seat.id,
          wing: null,
          audience: 'members',
          channels: ['sms'],
          titleHi: 'रविवार को बैठक',
          wordsHi: 'रविवार को बूथ पर बैठक है',
          templateHi: SETTINGS.templates[0].id,
          valuesHi: 'रविवार\nबूथ 12',
          ...changes,
        }
        return (await draftMessage(stage.as(by), said)).messageId
      },
      async release(changes: Partial<DraftMessage> = {}) {
        const messageId = await stage.draft(changes)
        await releaseMessage(stage.as(stage.coordinator), { command: uuidv7(), messageId }, rules)
        await writeLedger(stage.job(), messageId)
        return messageId
      },
      async deliver(platform: Platform = stage.platform, signal = new AbortController().signal) {
        const senders = openSenders(platform)
        try {
          return await deliverDue(contextFor(platform, systemActor('job')), rules, senders, signal)
        } finally {
          for (const sender of senders) sender.close()
        }
      },
      async withdrawsSms(person: MadeUpPerson) {
        const self = stage.as(await network.actor(person, 1))
        await withdrawConsent(self, { command: uuidv7(), purpose: 'sms' })
      },
      async leaves(person: MadeUpPerson) {
        await leave(stage.as(await network.actor(person, 1)), { command: uuidv7() })
      },
      async tally(messageId: string) {
        const found = await sql<{ what: string; n: number }>`
          select channel || ' ' || state as what, count(*)::int as n from outreach.delivery where message_id = ${messageId} group by 1`.execute(
          house.owner.db,
        )
        return Object.fromEntries(found.rows.map(({ what, n }) => [what, n]))
      },
    } satisfies OutreachStage)
  })
  afterAll(async () => {
    await stage.gateway.close()
    await stage.house.close()
  })
  return stage
}
