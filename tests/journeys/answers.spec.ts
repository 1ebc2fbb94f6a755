import { expect, test, type Browser, type Locator, type Page } from '@playwright/test'
import { lookAt } from './look.ts'
import { organisation, PERSON_LINK, signInAs, takeSecondStep } from './personas.ts'
import { word } from './words.ts'

/** What a form answers is seen where one looks, with the way back beside it; and nothing that was typed is lost. In Hindi on a phone. */
const say = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const FRAMES = [{ javaScriptEnabled: true }, { javaScriptEnabled: false }]
const by = ({ javaScriptEnabled }: (typeof FRAMES)[number]) =>
  `${javaScriptEnabled ? 'with' : 'without'} JavaScript`

async function phone(browser: Browser, frame: (typeof FRAMES)[number], persona?: string): Promise<Page> {
  const context = await browser.newContext({
    ...frame,
    viewport: { width: 360, height: 740 },
    hasTouch: true,
  })
  const page = await context.newPage()
  if (persona) await signInAs(page, persona)
  return page
}

/** The part of the screen that an element takes lies within it. */
const inSight = (element: Locator) => expect(element).toBeInViewport({ ratio: 0.9 })

/** A volunteer whom somebody has vouched for and who may still be given what the journey gives: every second from `which` on. */
async function openVolunteer(page: Page, which: number): Promise<void> {
  for (let nth = which; nth < which + 20; nth += 2) {
    await page.goto(organisation('/people?state=vouched'))
    await page.locator(`main ${PERSON_LINK}`).nth(nth).click()
    await expect(page.locator('#appointments')).toBeVisible()
    if ((await page.locator('#give option:is([value=trainer], [value=creator])').count()) === 2) return
  }
  throw new Error('nobody may be given anything')
}

test('who was vouched for keeps her place in the queue, with the undo in sight, and a second tap meets nobody else', async ({
  browser,
}) => {
  const page = await phone(browser, FRAMES[0]!, 'district-coordinator')
  // A tap before the script has come is answered by a new page, which the journeys without JavaScript look at.
  await page.goto(organisation('/waiting'), { waitUntil: 'networkidle' })
  const vouch = page.getByRole('button', { name: new RegExp(`^${say('people_c_vouch')}: `) })
  await vouch.nth(2).scrollIntoViewIfNeeded()
  const wanted = (await vouch.nth(2).getAttribute('aria-label'))!.replace(/^.*?: /, '')
  const box = (await vouch.nth(2).boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.touchscreen.tap(x, y)
  const said = page.getByText(say('people_c_done_vouched', { name: wanted }))
  await inSight(said)
  const undo = page.getByRole('button', { name: `${say('people_c_vouch_undo')}: ${wanted}` })
  await inSight(undo)
  await expect(page.locator('.notice').filter({ has: said })).toBeFocused()
  expect(
    await page.evaluate(
      ([x, y]) => document.elementFromPoint(x!, y!)?.closest('button, a')?.textContent,
      [x, y],
    ),
  ).toBeUndefined()
  await undo.click()
  await inSight(page.getByText(say('people_c_vouch_undone', { name: wanted })))
  await inSight(page.getByRole('button', { name: `${say('people_c_vouch')}: ${wanted}` }))
  await page.context().close()
})

test('a decision that is refused keeps its dialog in sight, with what was typed, and the page behind it opens again', async ({
  browser,
}) => {
  const page = await phone(browser, FRAMES[0]!, 'district-coordinator')
  await page.goto(organisation('/waiting'), { waitUntil: 'networkidle' })
  const openers = page.getByRole('link', { name: say('people_c_decline'), exact: true })
  await openers.first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(say('people_c_note')).fill('फ़ोन पर बात हुई')
  await dialog.getByRole('button', { name: say('people_c_decline'), exact: true }).click()
  await inSight(dialog.locator('[id$="-reason-error"]'))
  await expect(dialog.getByLabel(say('people_c_note'))).toHaveValue('फ़ोन पर बात हुई')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await openers.nth(1).click()
  await expect(dialog).toBeVisible()
  await page.context().close()
})

for (const frame of FRAMES)
  test(`an opened number is in sight after the second step, and a refused name stays as it was typed (${by(frame)})`, async ({
    browser,
  }) => {
    const persona = frame.javaScriptEnabled ? 'district-coordinator' : 'constituency-coordinator'
    const page = await phone(browser, frame, persona)
    await page.goto(organisation('/waiting'))
    const callers = page.getByRole('button', { name: new RegExp(`^${say('people_c_call')}: `) })
    await callers.nth(4).click()
    await takeSecondStep(page, persona)
    await inSight(page.locator('.call a[href^="tel:"]'))

    await openVolunteer(page, 0)
    const called = page.locator('.call a[href^="tel:"]')
    if (frame.javaScriptEnabled) {
      const why = page.locator('.call select')
      if (await why.isVisible()) await why.selectOption({ index: 1 })
      await page.getByRole('button', { name: new RegExp(`^${say('people_c_reveal')}: `) }).click()
      await expect(called).toBeVisible()
    }
    await page.getByRole('link', { name: say('people_c_name_correct') }).click()
    const name = page.locator('#correct-name')
    const other = page.locator('#correct-other')
    await name.fill('Sita Devi')
    await other.fill('Seeta Devi')
    await page.getByRole('button', { name: say('people_name_save') }).click()
    await expect(other).toHaveAttribute('aria-invalid', 'true')
    await expect(name).toHaveValue('Sita Devi')
    await inSight(other)
    // What was opened, and noted, is not hidden by another form's refusal.
    if (frame.javaScriptEnabled) await expect(called).toHaveCount(1)
    await page.context().close()
  })

for (const frame of FRAMES)
  test(`an appointment is given after the second step without asking again, and said where it stands (${by(frame)})`, async ({
    browser,
  }) => {
    const persona = frame.javaScriptEnabled ? 'state-coordinator' : 'administrator'
    const page = await phone(browser, frame, persona)
    await openVolunteer(page, frame.javaScriptEnabled ? 1 : 2)
    const form = page.locator('#give')
    await form.locator('summary').first().click()
    const role = form.locator('[name=role]')
    await role.selectOption('trainer')
    await form.getByRole('button', { name: say('people_c_give') }).click()
    await takeSecondStep(page, persona)
    const given = page.locator('#appointments .notice')
    await expect(given).toContainText(say('people_c_role_trainer'))
    await inSight(given)
    await expect(page.locator('#give')).not.toHaveAttribute('open')

    // Given again with the second step done: said in place, and the form is folded away.
    await form.locator('summary').first().click()
    await role.selectOption('creator')
    await form.getByRole('button', { name: say('people_c_give') }).click()
    await expect(given).toContainText(say('people_c_role_creator'))
    await inSight(given)
    await expect(page.locator('#give')).not.toHaveAttribute('open')

    // Not ended for want of a reason: its own dialog says so, and nothing else on the page.
    await page.locator('#appointments a[href^="#end-"]').first().click()
    const dialog = page.locator('#appointments dialog[open], #appointments dialog:target').first()
    await dialog.getByRole('button', { name: say('people_o_end_title') }).click()
    await inSight(page.locator('#appointments [id$="-error"]'))
    await expect(page.locator('[id$="-error"]')).toHaveCount(1)
    await page.context().close()
  })

for (const frame of FRAMES)
  test(`whose only office ends stays counted at the booth: said before and after, with what ends that (${by(frame)})`, async ({
    browser,
  }) => {
    const persona = frame.javaScriptEnabled ? 'district-coordinator' : 'administrator'
    const page = await phone(browser, frame, persona)
    await openVolunteer(page, frame.javaScriptEnabled ? 5 : 6)
    const told = say('people_o_end_counted', { booth: '#' }).split('#')[0]!
    await page.locator('#appointments a[href^="#end-"][aria-haspopup]').click()
    const dialog = page.locator('#appointments dialog[open], #appointments dialog:target').first()
    await expect(dialog).toContainText(told)
    await expect(dialog).toContainText(say('people_c_revoke_vouch'))
    if (frame.javaScriptEnabled) await lookAt(page, 'end-only-office-hi-360')
    await dialog.locator('[name=reason]').selectOption({ index: 1 })
    await dialog.getByRole('button', { name: say('people_o_end_title') }).click()
    await takeSecondStep(page, persona)
    const ended = page.locator('#appointments .notice')
    await expect(ended).toContainText(told)
    await inSight(ended)
    await page.context().close()
  })

for (const frame of FRAMES)
  test(`who is suspended by somebody else meanwhile says so, though the form that was filled in for it is gone (${by(frame)})`, async ({
    browser,
  }) => {
    const page = await phone(browser, frame, 'state-coordinator')
    await page.goto(organisation('/people?state=vouched'))
    await page
      .locator(`main ${PERSON_LINK}`)
      .nth(frame.javaScriptEnabled ? 12 : 14)
      .click()
    const suspend = async (on: Page) => {
      await on.locator('a[href="#suspend"]').click()
      await on.locator('#suspend [name=reason]').selectOption({ index: 1 })
      await on
        .locator('#suspend')
        .getByRole('button', { name: say('people_c_suspend') })
        .click()
    }
    await expect(page.locator('a[href="#suspend"]')).toBeVisible()
    const late = await page.context().newPage()
    await late.goto(page.url())
    await suspend(page)
    await expect(page.getByText(say('people_c_done_saved'))).toBeVisible()
    await suspend(late)
    await expect(late.locator('#suspend')).toHaveCount(0)
    await inSight(late.locator('.notice.error').first())
    await page.context().close()
  })

for (const frame of FRAMES)
  test(`the join form keeps what was typed through the list of booths and a change of language (${by(frame)})`, async ({
    browser,
  }) => {
    const page = await phone(browser, frame)
    await page.goto(organisation('/join'))
    await page.fill('[name=name]', 'सीता देवी')
    await page.fill('[name=phone]', '98290 12345')
    await page.check('[name=adult]')
    await page.getByRole('button', { name: say('people_booth_list') }).click()
    for (let level = 0; level < 3; level++)
      await page.locator('ul.places').last().locator('a').first().click()
    await expect(page).toHaveURL(/\/join\?booth=/)
    await expect(page.locator('[name=name]')).toHaveValue('सीता देवी')
    await expect(page.locator('[name=phone]')).toHaveValue('98290 12345')
    await expect(page.locator('[name=adult]')).toBeChecked()
    const booth = await page.locator('[name=boothId]:checked').getAttribute('value')

    await page.fill('[name=name]', 'Sita Devi')
    await page.locator('button[name=language]').click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(page.locator('[name=name]')).toHaveValue('Sita Devi')
    await expect(page.locator('[name=phone]')).toHaveValue('98290 12345')
    await expect(page.locator('[name=boothId]:checked')).toHaveValue(booth!)

    // Whoever takes the phone next and opens the form finds it empty.
    await page.goto(organisation('/join'))
    await expect(page.locator('[name=name]')).toHaveValue('')
    await page.context().close()
  })

for (const frame of FRAMES)
  test(`my data says beside each form what came of it (${by(frame)})`, async ({ browser }) => {
    const page = await phone(browser, frame, 'booth-volunteer')
    await page.goto(organisation('/my-data'))
    await page.locator('#nominee summary').click()
    await page
      .locator('#nominee')
      .getByRole('button', { name: say('people_nominee_save') })
      .click()
    const errors = page.locator('#nominee .errors')
    await expect(errors).toBeFocused()
    await inSight(errors)
    await errors.getByRole('link').first().click()
    await expect(page.locator('[name=nomineeName]')).toBeFocused()
    await page.goto(organisation('/my-data/name'))
    const name = page.locator('#correct-name')
    await name.fill('12')
    await name.press('Enter')
    await expect(page.locator('#correct-name-error')).toBeVisible()
    await expect(name).toBeFocused()
    await expect(page.getByText(await page.locator('#correct-name-error').innerText())).toHaveCount(1)
    await page.goto(organisation('/my-data'))
    const consent = page.locator('#consents form').filter({ hasText: say('people_purpose_sms') })
    await consent.getByRole('button').click()
    const said = page.locator('#consents .notice')
    await expect(said).toContainText(say('people_purpose_sms'))
    await inSight(said)
    await consent.getByRole('button').click()
    await inSight(said)
    await page.context().close()
  })
