import { expect, test } from '@playwright/test'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { organisation, signInAs } from './personas.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)

/**
 * A message's whole way: written on a laptop, refused without its registered wording, its reach and price read, sent, its ledger followed;
 * read on a phone without JavaScript, where channels are chosen and an e-mail address is given and confirmed.
 */
test('a message is written, priced, sent and read; the reader chooses her channels', async ({ browser }) => {
  test.slow()
  const coordinator = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(coordinator, 'constituency-coordinator')
  await coordinator.goto(organisation('/outreach'))
  await lookAt(coordinator, 'outreach-list-en-1280')
  await coordinator.getByRole('link', { name: en('outreach_c_new') }).click()
  const title = `Bring your umbrellas ${Date.now() % 10_000}`
  const english = coordinator.getByRole('group', { name: en('design_in_english') })
  await english.getByLabel(en('outreach_c_heading')).fill(title)
  await english.getByLabel(en('outreach_c_words')).fill('It may rain at the meeting on Sunday.')
  await coordinator.getByLabel(en('outreach_channel_sms'), { exact: true }).check()
  await coordinator.getByRole('button', { name: en('outreach_c_preview') }).click()
  await expect(coordinator.locator('#templateHi-error')).toHaveText(en('outreach_template_needed'))
  await lookAt(coordinator, 'outreach-refused-en-1280')
  const hindi = coordinator.getByRole('group', { name: en('design_in_hindi') })
  await hindi.getByLabel(en('outreach_c_template')).selectOption({ index: 1 })
  await hindi.getByLabel(en('outreach_c_values')).fill('रविवार\nसामुदायिक भवन')
  await coordinator.getByRole('button', { name: en('outreach_c_preview') }).click()
  await expect(coordinator.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(coordinator.locator('#reach')).toContainText('₹')
  await lookAt(coordinator, 'outreach-reach-en-1280')
  await coordinator.getByRole('button', { name: en('outreach_c_send') }).click()
  await expect(coordinator.getByText(en('outreach_c_released_done'))).toBeVisible()
  // In the app at once, whatever the hour is; SMS perhaps in the morning.
  const inApp = coordinator.getByRole('row').filter({ hasText: en('outreach_channel_in_app') })
  await expect(inApp).toContainText(en('outreach_delivery_delivered'), { timeout: 30_000 })
  await lookAt(coordinator, 'outreach-sent-en-1280')
  await inApp.getByRole('link').click()
  await expect(coordinator.getByRole('heading', { level: 1 })).toContainText(en('outreach_c_ledger'))
  await lookAt(coordinator, 'outreach-ledger-en-1280')

  const volunteer = await openPage(browser, { language: 'hi', width: 360, javaScriptEnabled: false })
  await signInAs(volunteer, 'booth-volunteer')
  // axe itself needs JavaScript: the same pages are looked at beside.
  const beside = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(beside, 'booth-volunteer')
  const look = async (path: string, name: string) => {
    await beside.goto(organisation(path))
    await lookAt(beside, name)
  }
  await volunteer.goto(organisation('/today'))
  await volunteer.locator('a[href="/messages"]').first().click()
  const message = volunteer.locator('section, article, div').filter({ hasText: title }).first()
  await expect(message).toContainText('It may rain at the meeting on Sunday.')
  await expect(volunteer.getByText(hi('outreach_my_new'), { exact: true }).first()).toBeVisible()
  await look('/messages', 'outreach-inbox-hi-360')
  await volunteer.getByRole('link', { name: hi('outreach_my_channels') }).click()

  const sms = volunteer.locator('#sms')
  const isOn = await sms.getByRole('button', { name: hi('outreach_ch_sms_off') }).isVisible()
  const [first, second] = isOn ? ['off', 'on'] : ['on', 'off']
  await sms.getByRole('button', { name: hi(`outreach_ch_sms_${first}`) }).click()
  await expect(sms.getByText(hi('outreach_ch_saved'))).toBeVisible()
  await expect(sms.getByRole('button', { name: hi(`outreach_ch_sms_${second}`) })).toBeVisible()

  await volunteer.getByLabel(hi('outreach_ch_address')).fill('not an address')
  await volunteer.getByRole('button', { name: hi('outreach_ch_send_link') }).click()
  await expect(volunteer.locator('#email-error')).toHaveText(hi('outreach_email_wrong'))
  await volunteer.getByLabel(hi('outreach_ch_address')).fill('volunteer@home.example')
  await volunteer.getByRole('button', { name: hi('outreach_ch_send_link') }).click()
  await expect(volunteer.getByText(hi('outreach_ch_unconfirmed'))).toBeVisible()
  await look('/messages/channels', 'outreach-channels-hi-360')
  let link: string | undefined
  await expect(async () => {
    await volunteer.goto(organisation('/demo/inbox'))
    link = /\/confirm-email\/[\w-]+/.exec(await volunteer.locator('#messages').innerText())?.[0]
    expect(link).toBeDefined()
  }).toPass({ timeout: 30_000 })
  await look(link!, 'outreach-confirm-hi-360')
  await volunteer.goto(organisation(link!))
  await volunteer.getByRole('button', { name: hi('outreach_confirm_button') }).click()
  await expect(volunteer.getByText(hi('outreach_confirm_done'))).toBeVisible()
  await volunteer.goto(organisation('/messages/channels'))
  await expect(volunteer.getByText(hi('outreach_ch_confirmed'))).toBeVisible()
  for (const page of [beside, volunteer, coordinator]) await page.context().close()
})
