import { expect, it } from 'vitest'
import { contextFor } from '#platform/context.ts'
import { arrangeConsents } from '#tests/builders/outreach.ts'
import { useOutreachStage } from '#tests/builders/outreachStage.ts'
import { outreachRules } from './rules.ts'
import { viewMessage } from './viewMessage.ts'

const scene = useOutreachStage()

it('a channel that the organisation has not set up reaches nobody, and that is the reason told', async () => {
  const [person] = await scene.volunteers(1)
  await arrangeConsents(scene.house, [person!], 'push')
  const messageId = await scene.draft({ channels: ['push'] })
  const { VAPID_PRIVATE_KEY: _none, ...environment } = scene.platform.environment
  const seenIn = async (platform = scene.platform) =>
    (await viewMessage(contextFor(platform, scene.coordinator), messageId, outreachRules)).reach!
  const { people, channels } = await seenIn({ ...scene.platform, environment })
  expect(channels).toMatchObject([
    { channel: 'push', now: 0, noConsent: 0, refused: [{ reason: 'outreach_ch_push_none', people }] },
  ])
  expect((await seenIn()).channels).toMatchObject([{ noAddress: 1, refused: [] }])
})
