import { expect, test, type Locator, type Page } from '@playwright/test'
import { lookAt } from './look.ts'
import { isAlive, openPage } from './openPage.ts'
import { organisation, signInAs } from './personas.ts'
import { word, type Language } from './words.ts'

const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)

const text = (page: Page, block: string, language: Language) => page.locator(`#text-${block}-${language}`)
const isSaved = (page: Page, language: Language = 'en') =>
  expect(page.getByRole('status').filter({ hasText: word(language, 'studio_e_saved') })).toBeVisible()

/** Comes back to the page, which then looks at what others did; by itself it looks every twelve seconds. */
const comeBack = (page: Page) => page.evaluate(() => dispatchEvent(new Event('focus')))

/** Draws something on the phone-shaped preview by so many pixels of the screen. */
async function drag(page: Page, what: Locator, by: { x: number; y: number }): Promise<void> {
  await what.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await what.boundingBox())!
  await page.mouse.move(x + width / 2, y + height / 2)
  await page.mouse.down()
  await page.mouse.move(x + width / 2 + by.x, y + height / 2 + by.y, { steps: 3 })
  await page.mouse.up()
}

/** The piece of the desk whose title holds these words. */
async function open(page: Page, title: string): Promise<void> {
  await page.goto(organisation('/studio?tray=all'))
  await page.locator('.inbox a').filter({ hasText: title }).first().click()
  await page.waitForURL(/\/studio\/[0-9a-f-]{36}/)
}

/**
 * A piece is begun from a template and written on two pages at once: what touches different places is merged, what meets is asked about, and nothing is
 * lost over a lost network. Without a script the same texts are a plain form.
 */
test('a creator makes a piece, on two pages at once', async ({ browser }) => {
  const desk = await openPage(browser, { language: 'en', width: 1280, height: 900 })
  await signInAs(desk, 'creator')
  // Her own page leads to her work.
  await desk.goto(organisation('/today'))
  await desk.getByRole('link', { name: en('studio_nav'), exact: true }).click()
  await desk.waitForURL(organisation('/studio'))
  await lookAt(desk, 'studio-en-1280')
  await isAlive(desk)
  await desk.locator('.inbox a').first().focus()
  await desk.keyboard.press('j')
  await expect(desk.locator('.inbox a').nth(1)).toBeFocused()
  await desk.getByRole('button', { name: en('studio_kind_idea') }).click()
  await desk.waitForURL(/\/studio\/[0-9a-f-]{36}/)
  const piece = new URL(desk.url()).pathname
  await expect(desk.locator('#gate')).toContainText(en('studio_find_text'))
  await expect(desk.getByRole('button', { name: en('studio_r_send'), exact: true })).toBeDisabled()

  // What is too long for the document stays in its field, with its fault beside it.
  await text(desk, 'title', 'en').fill('W'.repeat(161))
  await expect(desk.locator('#text-title-en-faults')).toHaveText(en('scenes_text_long'))
  await expect(text(desk, 'title', 'en')).toHaveValue('W'.repeat(161))
  await text(desk, 'title', 'en').fill('Water for all')
  await text(desk, 'text-2', 'hi').fill('बावड़ी फिर से जी सकती है')
  await isSaved(desk)
  // What the phone shows is drawn anew, and a tap on a text writes in it.
  await desk
    .getByRole('button', { name: en('studio_e_edit_text', { text: 'बावड़ी फिर से जी सकती है' }) })
    .click()
  await desk.keyboard.type('गाँव की बावड़ी')
  await desk.keyboard.press('Escape')
  await expect(text(desk, 'text-2', 'hi')).toHaveValue('गाँव की बावड़ी')
  await text(desk, 'text-1', 'hi').fill('पानी')
  // Taken hold of, a text goes before another and the words go down; each is one step to take back.
  const first = desk.locator('#scene fieldset').first()
  const written = (words: string) =>
    desk.getByRole('button', { name: en('studio_e_edit_text', { text: words }) })
  await drag(desk, written('गाँव की बावड़ी'), { x: 0, y: -160 })
  await expect(first.locator('#text-text-2-hi')).toBeVisible()
  await written('गाँव की बावड़ी').press('ArrowDown')
  await expect(first.locator('#text-text-1-hi')).toBeVisible()
  await desk.getByRole('slider', { name: en('studio_p_words') }).press('ArrowUp')
  await expect(desk.locator('#place-words')).not.toHaveValue('')
  await desk.getByRole('button', { name: en('studio_e_undo') }).click()
  await expect(desk.locator('#place-words')).toHaveValue('')
  // When a text appears is written in seconds; what is wrong with them stands beside them.
  await desk.locator('#time-block-text-2').fill('soon')
  await desk.locator('#time-block-text-2').blur()
  await expect(desk.locator('#time-block-text-2-error')).toHaveText(en('studio_t_seconds'))
  await desk.locator('#time-block-text-2').fill('१.५')
  await desk.locator('#time-block-text-2').blur()
  await expect(desk.locator('#time-block-text-2')).toHaveValue('1.5')
  await isSaved(desk)

  const phone = await openPage(browser, { language: 'hi', width: 360, height: 740 })
  await signInAs(phone, 'creator', piece)
  await expect(text(phone, 'text-2', 'hi')).toHaveValue('गाँव की बावड़ी')
  await text(phone, 'title', 'hi').fill('सबका पानी')
  await text(desk, 'text-1', 'en').fill('Water of the village')
  await isSaved(phone, 'hi')
  await isSaved(desk)
  // Each hears of the other's without asking.
  await expect(text(desk, 'title', 'hi')).toHaveValue('सबका पानी', { timeout: 30_000 })
  await comeBack(phone)
  await expect(text(phone, 'text-1', 'en')).toHaveValue('Water of the village', { timeout: 30_000 })
  await lookAt(phone, 'studio-piece-hi-360')

  // Both write in one place while one of them has no network.
  await phone.context().setOffline(true)
  await text(phone, 'text-1', 'hi').fill('गाँव का पानी')
  await expect(phone.getByText(hi('studio_e_offline', { count: 1 }))).toBeVisible({ timeout: 20_000 })
  await text(desk, 'text-1', 'hi').fill('हमारा पानी')
  await isSaved(desk)
  await phone.context().setOffline(false)
  const question = phone.getByRole('status').filter({ hasText: hi('studio_e_conflict') })
  await expect(question).toContainText('हमारा पानी', { timeout: 30_000 })
  await expect(question).toContainText('गाँव का पानी')
  await lookAt(phone, 'studio-conflict-hi-360')
  await question.getByRole('button', { name: hi('studio_e_keep_mine') }).click()
  await isSaved(phone, 'hi')
  await comeBack(desk)
  await expect(text(desk, 'text-1', 'hi')).toHaveValue('गाँव का पानी', { timeout: 30_000 })
  await desk.getByRole('button', { name: en('studio_e_undo') }).click()
  await isSaved(desk)
  await expect(text(desk, 'text-1', 'hi')).toHaveValue('गाँव का पानी')
  // What the other decided is not taken back unasked.
  await desk.getByRole('button', { name: en('studio_e_keep_theirs') }).click()
  await lookAt(desk, 'studio-piece-en-1280')

  const plain = await openPage(browser, { language: 'hi', width: 360, javaScriptEnabled: false })
  await signInAs(plain, 'creator', `${piece}?scene=scene-2`)
  await text(plain, 'text-1', 'hi').fill('बात क्या है')
  await plain.getByRole('button', { name: hi('studio_e_save_scene') }).click()
  await expect(plain.getByText(hi('studio_e_saved')).first()).toBeVisible()
  await plain.locator('#time-show').fill('बहुत')
  await plain.getByRole('button', { name: hi('studio_t_save') }).click()
  await expect(plain.locator('#time-show-error')).toHaveText(hi('studio_t_seconds'))
  await expect(plain.locator('#time-show')).toHaveValue('बहुत')
  await plain.locator('#time-show').fill('8')
  await plain.getByRole('button', { name: hi('studio_t_save') }).click()
  await expect(plain.locator('#time-show')).toHaveValue('8')
  await plain.goto(organisation(`${piece}/history`))
  await expect(plain.locator('ins').filter({ hasText: 'बात क्या है' })).toBeVisible()
  for (const page of [desk, phone, plain]) await page.context().close()
})

/** Two people who have not edited sign the checklist; an edit makes both signatures void. */
test('a piece is approved by two others, and any edit undoes it', async ({ browser }) => {
  const title = 'राशन बंद नहीं हो रहा है'
  const reviewer = await openPage(browser, { language: 'hi', width: 360, height: 740 })
  await signInAs(reviewer, 'reviewer', '/studio')
  await lookAt(reviewer, 'studio-hi-360')
  await open(reviewer, title)
  const piece = new URL(reviewer.url()).pathname
  await reviewer.getByRole('button', { name: hi('studio_r_sign'), exact: true }).click()
  await expect(reviewer.getByText(hi('studio_check_all'))).toBeVisible()
  for (const check of ['sources', 'rights', 'depicted', 'synthetic', 'tone']) await reviewer.locator(`#check-${check}`).check() // prettier-ignore
  await reviewer.locator('#comment-words').fill('तारीख़ फिर देख लें')
  await lookAt(reviewer, 'studio-review-hi-360')
  await reviewer.getByRole('button', { name: hi('studio_r_sign'), exact: true }).click()
  await expect(reviewer.getByText(hi('studio_done_signed'))).toBeVisible()

  const coordinator = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(coordinator, 'state-coordinator', piece)
  for (const check of ['sources', 'rights', 'depicted', 'synthetic', 'tone']) await coordinator.locator(`#check-${check}`).check() // prettier-ignore
  await coordinator.getByRole('button', { name: en('studio_r_sign'), exact: true }).click()
  await expect(coordinator.getByText(en('studio_r_approved'))).toBeVisible()
  await lookAt(coordinator, 'studio-approved-en-1280')

  const creator = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(creator, 'creator', piece)
  await expect(creator.getByText(en('studio_e_approved'))).toBeVisible()
  await isAlive(creator)
  // What is no address stays in its field, says so beside it, and changes nothing.
  const address = creator.locator('[id^=source-address]').first()
  await address.fill('department.example/orders')
  await address.blur()
  await expect(creator.locator('[id^=source-address][id$=-error]')).toHaveText(en('scenes_address_wrong'))
  await expect(address).toHaveValue('department.example/orders')
  await expect(creator.getByText(en('studio_e_approved'))).toBeVisible()
  await text(creator, 'title', 'en').fill('Rations go on')
  await isSaved(creator)
  await expect(creator.getByText(en('studio_e_approved'))).toBeHidden()
  await expect(creator.locator('#review')).toContainText(en('studio_state_draft'))
  await coordinator.reload()
  await expect(coordinator.locator('#review')).toContainText(en('studio_state_draft'))
  await creator.getByRole('button', { name: en('studio_r_send'), exact: true }).click()
  await expect(creator.getByText(en('studio_done_sent'))).toBeVisible()
  await creator.goto(organisation(`${piece}/history`))
  await expect(creator.locator('#lines')).toContainText(en('studio_happened_voided'))
  await lookAt(creator, 'studio-history-en-1280')
  await creator.goto(organisation('/studio/brand'))
  await lookAt(creator, 'studio-brand-en-1280')
  for (const page of [reviewer, coordinator, creator]) await page.context().close()
})
