import { expect, test, type Page } from '@playwright/test'
import { inRanges } from '#modules/elections/domain/election.ts'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { organisation, signInAs, takeSecondStep } from './personas.ts'
import { word } from './words.ts'

const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)

/** Constituencies that poll: 31 of the state's 200. */
const POLLING = Array.from({ length: 31 }, (_, n) => n + 1)
const MINUTE_MS = 60_000

/**
 * The next whole minute that is at least so far ahead, as India's clocks and calendar show it. Nobody moves the house's clock: the poll closes soon.
 * A poll does not close at midnight.
 */
function soon(aheadMs: number): { readonly day: string; readonly time: string } {
  const moment = Math.ceil((Date.now() + aheadMs) / MINUTE_MS) * MINUTE_MS
  const indian = (at: number) => new Date(at + 5.5 * 3_600_000).toISOString()
  const at = indian(moment).slice(11, 16) === '00:00' ? moment + MINUTE_MS : moment
  return { day: indian(at).slice(0, 10), time: indian(at).slice(11, 16) }
}

/** Opens a page that asks for the second step, and takes it where it does. */
async function withSecondStep(page: Page, path: string, persona: string): Promise<void> {
  await page.goto(organisation(path))
  if (/second-step/.test(page.url())) await takeSecondStep(page, persona)
}

/**
 * An election is entered with its day of poll, first as a preview; a message to the whole state is held for exactly its constituencies, goes to all others,
 * says until when and why, and goes by itself when the poll closes.
 */
test('a message to the state waits for the constituencies that poll, and goes at the hour', async ({
  browser,
}) => {
  test.slow()
  const head = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(head, 'state-coordinator')
  await withSecondStep(head, '/elections/new', 'state-coordinator')
  const yesterday = new Date(Date.now() - 86_400_000 + 5.5 * 3_600_000).toISOString().slice(0, 10)
  const name = `Made-up election ${Date.now() % 10_000}`
  await head.getByRole('group', { name: en('design_in_hindi') }).getByLabel(en('elections_f_name')).fill('कल्पित चुनाव') // prettier-ignore
  await head.getByRole('group', { name: en('design_in_english') }).getByLabel(en('elections_f_name')).fill(name) // prettier-ignore
  await head.getByLabel(en('elections_f_announced_on')).fill(yesterday)
  await head.getByRole('button', { name: en('elections_save') }).click()
  // What is missing is asked for, and what was typed stays.
  await expect(head.locator('#announcedTime-error')).toHaveText(en('elections_time_wrong'))
  await head.getByLabel(en('elections_f_announced_time')).fill('17:00')
  await lookAt(head, 'elections-new-en-1280')
  await head.getByRole('button', { name: en('elections_save') }).click()
  await expect(head.getByRole('heading', { level: 1, name })).toBeVisible()
  const election = new URL(head.url()).pathname

  // The words of the message are ready before the poll's hour is set: it closes soon.
  await head.goto(organisation(`/outreach/new`))
  const english = head.getByRole('group', { name: en('design_in_english') })
  const title = `Thanks to all ${Date.now() % 10_000}`
  await english.getByLabel(en('outreach_c_heading')).fill(title)
  await english.getByLabel(en('outreach_c_words')).fill('Thank you for the work of these weeks.')
  await head.getByLabel(en('outreach_channel_in_app'), { exact: true }).check()
  await head.getByRole('button', { name: en('outreach_c_preview') }).click()
  await expect(head.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(head.locator('#holds')).toHaveCount(0)
  const message = new URL(head.url()).pathname
  const admin = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(admin, 'administrator')

  await head.goto(organisation(`${election}/phase`))
  await head.getByRole('group', { name: en('design_in_hindi') }).getByLabel(en('elections_p_name')).fill('पहला चरण') // prettier-ignore
  await head.getByRole('group', { name: en('design_in_english') }).getByLabel(en('elections_p_name')).fill('Phase 1') // prettier-ignore
  await head.getByLabel(en('elections_p_opens')).fill('00:00')
  await head.getByLabel(en('elections_p_constituencies')).fill(`${inRanges(POLLING)}, 999`)
  const closes = soon(50_000)
  await head.getByLabel(en('elections_p_day')).fill(closes.day)
  await head.getByLabel(en('elections_p_closes')).fill(closes.time)
  await head.getByRole('button', { name: en('elections_p_preview') }).click()
  await expect(head.locator('#preview')).toContainText(en('elections_p_unknown', { numbers: '999' }))
  await head.getByLabel(en('elections_p_constituencies')).fill(inRanges(POLLING))
  await head.getByRole('button', { name: en('elections_p_preview') }).click()
  await expect(head.locator('#preview')).toContainText(en('elections_v_count', { count: 31 }))
  await lookAt(head, 'elections-phase-preview-en-1280')
  await head.getByRole('button', { name: en('elections_p_save') }).click()
  await expect(head.getByText(en('elections_saved'))).toBeVisible()

  // Held for exactly these, before anything is sent.
  await head.goto(organisation(message))
  const holds = head.locator('#holds')
  await expect(holds).toContainText('Held for these 31 constituencies until')
  await holds.getByText(en('elections_holds_which')).click()
  await expect(holds).toContainText('31. ')
  await expect(holds).not.toContainText('32. ')
  const waiting = Number(/(\d[\d,]*) held until/.exec(await head.locator('#reach').innerText())?.[1]?.replace(',', '')) // prettier-ignore
  expect(waiting).toBeGreaterThan(0)
  await head.getByRole('button', { name: en('outreach_c_ask_second') }).click()
  await expect(head.getByText(en('outreach_c_awaiting_done'))).toBeVisible()
  await admin.goto(organisation(message))
  await expect(admin.locator('#holds')).toContainText('इन 31 विधानसभाओं के लिए')
  await admin.getByRole('button', { name: hi('outreach_c_approve') }).click()
  await expect(admin.getByText(hi('outreach_c_approved_done')).or(admin.getByText(hi('outreach_c_released_over')))).toBeVisible() // prettier-ignore
  const row = (state: string) => head.getByRole('row').filter({ hasText: en(`outreach_delivery_${state}`) })
  await head.goto(organisation(message))
  await expect(row('held')).toContainText(String(waiting), { timeout: 40_000 })
  await expect(row('held')).toContainText(en('elections_held_silence'))
  await expect(row('delivered')).toBeVisible()
  // All others have it: what is left is held, and the page says so above all, until when. Stopping it asks first.
  await expect(head.locator('h1 + p')).toContainText(en('outreach_delivery_held'), { timeout: 40_000 })
  await expect(head.locator('#progress-sheet .notice')).toContainText(en('elections_held_silence'))
  await lookAt(head, 'elections-held-en-1280')
  await head.getByRole('link', { name: en('outreach_c_cancel'), exact: true }).click()
  await expect(head.locator('#stop').getByRole('button', { name: en('outreach_c_cancel_now') })).toBeVisible()
  await head
    .locator('#stop')
    .getByRole('link', { name: en('outreach_c_cancel_not') })
    .click()
  await expect(row('held')).toContainText(String(waiting))
  await admin.reload()
  await lookAt(admin, 'elections-held-hi-360')

  // Meanwhile: what else is kept, on a phone.
  const narrow = async (path: string, look: string) => {
    await admin.goto(organisation(path))
    await lookAt(admin, look)
  }
  await narrow(election, 'elections-one-hi-360')
  await admin.goto(organisation(`${election}/ledger`))
  await admin.getByLabel(hi('elections_l_amount_field')).fill('1,50,000.50')
  await admin.locator('#add').getByLabel(hi('elections_l_what')).fill('पर्चे छपे')
  await admin.getByRole('button', { name: hi('elections_l_add') }).click()
  await expect(admin.locator('#sums')).toContainText('₹1,50,000.50')
  await admin.locator('#entries summary').click()
  // Without its reason it stands open again, with what is missing beside the field.
  await admin.locator('#entries').getByRole('button', { name: hi('elections_l_reverse') }).click() // prettier-ignore
  await expect(admin.locator('#entries [id$="-why-error"]')).toHaveText(hi('elections_line_short'))
  await lookAt(admin, 'elections-ledger-refused-hi-360')
  await admin.locator('#entries').getByLabel(hi('elections_l_reverse_why')).fill('दो बार लिखा')
  await admin
    .locator('#entries')
    .getByRole('button', { name: hi('elections_l_reverse') })
    .click()
  await expect(admin.locator('#entries')).toContainText(hi('elections_l_counter', { why: 'दो बार लिखा' }))
  await expect(admin.locator('#sums').getByText(hi('elections_l_total'))).toContainText('₹0.00')
  await lookAt(admin, 'elections-ledger-hi-360')

  // At the hour it goes by itself, and nothing waits any more.
  await expect(row('held')).toHaveCount(0, { timeout: 180_000 })
  await expect(head.getByText(en('outreach_state_done'), { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(head.locator('#holds')).toHaveCount(0)
  await head.goto(organisation(`${election}/change`))
  await lookAt(head, 'elections-change-en-1280')
  await head.goto(organisation(election))
  await lookAt(head, 'elections-one-en-1280')
  for (const page of [head, admin]) await page.context().close()
})
