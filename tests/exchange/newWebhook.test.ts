import { afterAll, beforeAll, expect, it } from 'vitest'
import { editions } from '#editions/index.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { makeWebhook } from '#platform/webhooks/makeWebhook.ts'
import { arrangeNetwork } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'

let house: TestPlatform
beforeAll(async () => {
  house = await testPlatform()
})
afterAll(() => house.close())

it('a new webhook is told all that is wrong with it at once: its address and what it wants to hear', async () => {
  const network = await arrangeNetwork(house)
  const admin = house.as(await network.holder(network.tree.state, null, 'admin'))
  const made = (url: string, events: string[]) =>
    makeWebhook(admin, { command: uuidv7(), url, events }, editions.organisation.events)
  for (const [url, wrong] of [
    ['http://example.org/', 'webhooks_url_https'],
    ['nowhere', 'webhooks_url_wrong'],
    ['https://10.0.0.1/', 'webhooks_url_closed'],
  ] as const)
    for (const events of [[], ['people.nothing']])
      await expect(made(url, events)).rejects.toMatchObject({
        id: 'badInput',
        fields: { url: wrong, events: 'webhooks_events_needed' },
      })
})
