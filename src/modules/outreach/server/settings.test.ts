import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { addTemplate, changeOutreachRules, removeTemplate, viewOutreachSettings } from './outreachSettings.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const RULES = { quiet: { from: '20:00', until: '10:00' }, paisePerSms: 18, secondHandFrom: 500, perDay: 3, hours: 48 } // prettier-ignore
const TEMPLATE = { id: '110712345', name: 'Camp', language: 'en', text: 'The camp is on {#var#}.' } as const
const command = () => uuidv7()

it('how messages are sent is changed by the administrator of the whole state alone, with the second step', async () => {
  const { tree } = network
  const deeds = [
    (ctx: Parameters<typeof addTemplate>[0]) => changeOutreachRules(ctx, { command: command(), ...RULES }),
    (ctx: Parameters<typeof addTemplate>[0]) => addTemplate(ctx, { command: command(), ...TEMPLATE }),
    (ctx: Parameters<typeof addTemplate>[0]) =>
      removeTemplate(ctx, { command: command(), id: TEMPLATE.id, language: 'en' }),
  ]
  const others = [
    await network.holder(tree.state, null, 'coordinator'),
    await network.holder(tree.state, 1, 'admin'),
    await network.holder(tree.district(0), null, 'admin'),
    await network.holder(tree.state, null, 'auditor'),
    await network.holder(tree.state, null, 'volunteer'),
  ]
  for (const actor of others)
    for (const deed of deeds) expect(await outcomeOf(() => deed(house.as(actor)))).toBe('refused')
  const hurried = await network.holder(tree.state, null, 'admin', 1)
  for (const deed of deeds)
    expect(await outcomeOf(() => deed(house.as(hurried)))).toEqual({ otherwise: 'secondStepNeeded' })
  const admin = house.as(await network.holder(tree.state, null, 'admin'))
  await deeds[0]!(admin)
  await deeds[1]!(admin)
  expect(await viewOutreachSettings(admin)).toMatchObject({
    ...RULES,
    templates: [TEMPLATE],
    mayChange: true,
  })
  await deeds[2]!(admin)
  expect(await viewOutreachSettings(house.as(others[0]!))).toMatchObject({ templates: [], mayChange: false })
  expect(await outcomeOf(() => viewOutreachSettings(house.as(others[4]!)))).toBe('refused')
})

it('a wrong hour, price or wording is refused beside its field', async () => {
  const admin = house.as(await network.holder(network.tree.state, null, 'admin'))
  const wrong = { ...RULES, quiet: { from: '25:00', until: '09:00' }, paisePerSms: -1 }
  await expect(changeOutreachRules(admin, { command: command(), ...wrong })).rejects.toMatchObject({
    fields: { 'quiet.from': 'outreach_hour_wrong', paisePerSms: 'outreach_price_wrong' },
  })
  // Two times that were swapped would leave one hour a day.
  const swapped = { ...RULES, quiet: { from: '14:00', until: '13:00' } }
  await expect(changeOutreachRules(admin, { command: command(), ...swapped })).rejects.toMatchObject({
    fields: { 'quiet.until': 'outreach_quiet_long' },
  })
  await expect(
    addTemplate(admin, { command: command(), ...TEMPLATE, id: 'none', text: 'x' }),
  ).rejects.toMatchObject({
    fields: { id: 'outreach_template_id_wrong', text: 'outreach_template_text_short' },
  })
})
