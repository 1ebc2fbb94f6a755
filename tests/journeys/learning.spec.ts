import { expect, test } from '@playwright/test'
import { lookAt, picture } from './look.ts'
import { isAlive, openPage } from './openPage.ts'
import { organisation, signInAs } from './personas.ts'
import { kept } from './phone.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
/** What the worker does behind the page, and tells it: on a busy machine it takes its time. */
const eventually = expect.configure({ timeout: 30_000 })

const stamp = String(Date.now() % 100_000)
const TOLD = `दो संदेशों का स्रोत देखा ${stamp}`
const TITLE = { hi: `नया पाठ ${stamp}`, en: `New lesson ${stamp}` }

test('a trainer writes a lesson, somebody else releases it, a volunteer learns it without a network and recalls it the next day', async ({
  browser,
}) => {
  test.slow()
  // The trainer writes, with the phone beside it.
  const desk = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(desk, 'trainer')
  await expect(desk).toHaveURL(/\/courses$/)
  await lookAt(desk, 'learning-courses-en-1280')
  const course = desk
    .locator('section')
    .filter({ has: desk.locator('details') })
    .first()
  await course.locator('summary').click()
  await course.locator('[name=titleHi]').fill(TITLE.hi)
  await course.locator('[name=titleEn]').fill(TITLE.en)
  await course.getByRole('button', { name: en('learning_d_begin') }).click()
  await expect(desk).toHaveURL(/\/courses\/[0-9a-f-]{36}$/)
  const address = desk.url()
  const adds = (key: string) =>
    desk
      .locator('#add')
      .getByRole('button', { name: en(key), exact: true })
      .click()
  await isAlive(desk)
  await adds('learning_d_block_text')
  await desk.locator('[id="blocks.0.hi"]').fill('आगे भेजने से पहले **रुकें**।')
  await desk.locator('[id="blocks.0.en"]').fill('**Pause** before you forward.')
  await expect(desk.locator('.phone')).toContainText('Pause before you forward.')
  await adds('learning_d_block_question')
  await desk.locator('[id="blocks.1.ask.hi"]').fill('पहले क्या?')
  await desk.locator('[id="blocks.1.ask.en"]').fill('What first?')
  for (const [nth, words] of [
    ['भेजना', 'send'],
    ['रुकना', 'pause'],
  ].entries()) {
    await desk.locator(`[id="blocks.1.answer.options.${nth}.hi"]`).fill(words[0]!)
    await desk.locator(`[id="blocks.1.answer.options.${nth}.en"]`).fill(words[1]!)
  }
  await desk.locator('[name="blocks.1.answer.right"]').nth(1).check()
  await desk.locator('[id="blocks.1.why.hi"]').fill('रुकने से झूठ रुकता है।')
  // A file that is no picture is refused beside it, and what was typed stays.
  await adds('learning_d_block_picture')
  await desk.locator('[id="blocks.2.file"]').setInputFiles({
    name: 'photo.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  })
  await expect(desk.getByText(en('learning_picture_needed'))).toBeVisible()
  await expect(desk.locator('[id="blocks.1.ask.en"]')).toHaveValue('What first?')
  await desk.getByRole('button', { name: en('learning_d_remove_block', { nth: 3 }) }).click()
  await adds('learning_d_block_task')
  await desk.locator('[id="blocks.2.ask.hi"]').fill('दो संदेशों का स्रोत खोजें।')
  await desk.locator('[id="blocks.2.ask.en"]').fill('Find the source of two messages.')
  await desk.locator('[id="blocks.2.check.hi"]').fill('स्रोत लिखा है')
  await desk.locator('[id="blocks.2.check.en"]').fill('A source is named')
  await desk
    .locator('#cards')
    .getByRole('button', { name: en('learning_d_add_card') })
    .click()
  for (const [name, words] of [
    ['front.hi', 'आगे भेजने से पहले?'],
    ['front.en', 'Before forwarding?'],
    ['back.hi', 'रुकें'],
    ['back.en', 'Pause'],
  ])
    await desk.locator(`[id="cards.0.${name}"]`).fill(words!)
  const press = (key: string) =>
    desk
      .locator('#acts')
      .getByRole('button', { name: en(key) })
      .click()
  await press('learning_d_save')
  await expect(desk.getByText(en('learning_d_saved'))).toBeVisible()
  // What is not whole does not go to review, and says where.
  await press('learning_d_send')
  await expect(desk.locator('.errors')).toContainText(en('learning_words_needed'))
  await desk.locator('[id="blocks.1.why.en"]').fill('A pause stops a lie.')

  // Somebody else saves meanwhile: she is asked, and hers stays.
  const other = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(other, 'trainer')
  await other.goto(address)
  // What is typed before the script arrives is not lost to a button that knows nothing of it.
  const earlySaves = await other.evaluate(async () => {
    const sent = await (await fetch(location.href)).text()
    const page = new DOMParser().parseFromString(sent, 'text/html')
    return page.querySelectorAll('#acts [action="?/save"] button:enabled').length
  })
  expect(earlySaves).toBe(0)
  await other.locator('[id="title.en"]').fill(`${TITLE.en} of another`)
  await other
    .locator('#acts')
    .getByRole('button', { name: en('learning_d_save') })
    .click()
  await expect(other.getByText(en('learning_d_saved'))).toBeVisible()
  const readAnew: string[] = []
  desk.on('request', (request) => request.url().includes('__data.json') && readAnew.push(request.url()))
  await press('learning_d_save')
  await expect(desk.getByText(en('learning_d_asked'), { exact: true })).toBeVisible()
  // What she is asked about was read once.
  expect(readAnew).toHaveLength(1)
  await expect(desk.locator('[id="blocks.1.why.en"]')).toHaveValue('A pause stops a lie.')
  await lookAt(desk, 'learning-asked-en-1280')
  await desk.getByRole('button', { name: en('learning_d_keep_mine') }).click()
  await expect(desk.getByText(en('learning_d_saved'))).toBeVisible()
  await lookAt(desk, 'learning-editor-en-1280')
  await press('learning_d_send')
  await expect(desk.getByText(en('learning_d_sent'))).toBeVisible()
  await expect(desk.locator('#acts').getByRole('button', { name: en('learning_d_release') })).toHaveCount(0)

  await other.context().close()

  // Whoever coordinates the state reads exactly this, and releases it.
  const reader = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(reader, 'state-coordinator')
  await reader.goto(address)
  await lookAt(reader, 'learning-review-en-1280')
  await reader
    .locator('#acts')
    .getByRole('button', { name: en('learning_d_release') })
    .click()
  await expect(reader.getByText(en('learning_d_released_done'))).toBeVisible()
  await reader.context().close()
  await desk.reload()
  await expect(desk.locator('#acts').getByRole('button', { name: en('learning_d_save') })).toHaveCount(0)
  await desk.context().close()

  // A volunteer keeps the course on her phone; its size stood on the button.
  const page = await openPage(browser, { language: 'hi', width: 360 })
  const phone = page.context()
  await signInAs(page, 'booth-volunteer')
  await eventually.poll(() => kept(page)).toContain('/learn')
  await page.goto(organisation('/learn'))
  const own = page.locator('section').filter({ hasText: TITLE.hi }).first()
  const link = own.locator('a[data-lesson]').filter({ hasText: TITLE.hi })
  const keep = own.locator('button[data-keep-course]')
  await expect(keep).toContainText(/\d+ kB|MB/)
  await lookAt(page, 'learning-catalogue-hi-360')
  await keep.click()
  await eventually(link.locator('[data-kept-mark]')).toBeVisible()
  const lesson = new URL((await link.getAttribute('href'))!, page.url()).href

  // No network at all: for the page and for its worker.
  await phone.setOffline(true)
  await page.goto(lesson)
  await eventually(page.locator('[data-strip="kept"]')).toBeVisible()
  await expect(page.getByText('रुकें').first()).toBeVisible()
  await lookAt(page, 'learning-lesson-text-hi-360')
  const onward = page.locator('.step-bar .onward')
  await onward.click()
  const question = page.locator('[data-question]')
  // Nothing chosen is told as such, and gives nothing away.
  await onward.click()
  await expect(question.getByText(hi('learning_choose_first'))).toBeVisible()
  await expect(question.getByText('रुकने से झूठ रुकता है।')).toBeHidden()
  await question.getByText('भेजना').click()
  await onward.click()
  await expect(question.getByText(hi('learning_wrong'))).toBeVisible()
  await lookAt(page, 'learning-lesson-wrong-hi-360')
  await question.getByText('रुकना', { exact: true }).click()
  await onward.click()
  await expect(question.getByText(hi('learning_right'))).toBeVisible()
  await onward.click()
  // An empty proof is not kept for later only to come back.
  await page.getByRole('button', { name: hi('learning_task_send') }).click()
  await expect(page.locator('form[data-needs] .errors')).toContainText(hi('learning_proof_needed'))
  await expect(page.locator('form[data-needs] .field .beside')).toHaveText(hi('learning_proof_needed'))
  await page.locator('textarea[name=told]').fill(TOLD)
  await lookAt(page, 'learning-lesson-task-hi-360')
  await page.getByRole('button', { name: hi('learning_task_send') }).click()
  await expect(page).toHaveURL(/\/outbox\?saved=/)
  await page.goto(lesson)
  for (let nth = 0; nth < 4 && (await onward.isVisible()); nth++) {
    if (await question.isVisible()) await question.getByText('रुकना', { exact: true }).click()
    await onward.click()
    if (await question.isVisible()) await onward.click()
  }
  await page.getByRole('button', { name: hi('learning_send'), exact: true }).click()
  await expect(page).toHaveURL(/\/outbox\?saved=/)
  await expect(page.locator('#outbox-list > li')).toHaveCount(2)
  await lookAt(page, 'learning-waiting-hi-360')

  // The network is back: both arrive, the house grades.
  await phone.setOffline(false)
  await eventually(page.locator('[data-strip="sent"]')).toBeVisible()
  await page.goto(lesson)
  await expect(page.getByText(hi('learning_proof_sent'))).toHaveCount(1)
  await page.goto(organisation('/learn'))
  await expect(link.getByText(hi('learning_state_passed'))).toBeVisible()
  await page.goto(organisation('/today'))
  await expect(page.locator('#lesson')).toBeVisible()
  await lookAt(page, 'learning-today-hi-360')

  // The next day, again without a network: its card is there, and turning it is kept.
  await page.goto(organisation('/recall'))
  await eventually.poll(() => kept(page)).toContain('/recall')
  const before = await page.locator('#recall form').count()
  await phone.setOffline(true)
  await page.clock.setFixedTime(new Date(Date.now() + 86_400_000))
  await page.goto(organisation('/recall'))
  await eventually(page.locator('[data-strip="kept"]')).toBeVisible()
  const card = page.locator('#recall form:visible')
  await expect(card).toHaveCount(1)
  await lookAt(page, 'learning-recall-hi-360')
  for (let nth = 0; nth < before && !(await page.locator('#recall-done').isVisible()); nth++) {
    await card.locator('summary').click()
    if (nth === 0) await lookAt(page, 'learning-recall-answer-hi-360')
    await card.getByRole('button', { name: hi('learning_grade_3') }).click()
    // The next card's answer is folded away: until it stands there, or none does, a tap would be meant for the card that goes.
    await expect(card.locator('details[open]')).toHaveCount(0)
  }
  await expect(page.locator('#recall-done')).toBeVisible()
  // Figures of before her turns are not shown beside them.
  await expect(page.locator('#progress')).toBeHidden()
  await eventually(page.locator('[data-strip="waiting"]')).toBeVisible()
  // Opened once more the kept page knows what was turned.
  await page.reload()
  await expect(page.locator('#recall-done')).toBeVisible()
  await phone.setOffline(false)
  await eventually(page.locator('[data-strip="sent"]')).toBeVisible()
  await page.goto(organisation('/recall'))
  await expect(page.locator('#progress')).toBeVisible()
  await lookAt(page, 'learning-progress-hi-360')

  // Her coordinator sees what she showed, and confirms it.
  const coordinator = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(coordinator, 'constituency-coordinator', '/lesson-tasks')
  const proof = coordinator.locator('section').filter({ hasText: TOLD })
  await expect(proof).toContainText('A source is named')
  await lookAt(coordinator, 'learning-proofs-en-1280')
  await proof.getByRole('button', { name: en('learning_c_confirm') }).click()
  await expect(coordinator.getByText(en('learning_c_confirmed_done'))).toBeVisible()
  await page.goto(lesson)
  await expect(page.getByText(hi('learning_proof_done'))).toHaveCount(1)
})

test('a lesson needs no script: wrong answers come back with their reasons, right ones are passed', async ({
  browser,
}) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 360, height: 800 },
  })
  const page = await context.newPage()
  await context.addCookies([{ name: 'language', value: 'hi', url: organisation('/') }])
  await signInAs(page, 'womens-coordinator', '/learn')
  await page.locator('a[data-lesson]').first().click()
  await expect(page.locator('[data-question]').first()).toBeVisible()
  await picture(page, 'learning-no-script-hi-360')
  await page.getByRole('button', { name: hi('learning_send'), exact: true }).click()
  await expect(page.getByText(hi('learning_wrong')).first()).toBeVisible()
  // What is right is marked in the page, for the feedback of a phone without a network.
  for (const box of await page.locator('input[data-ok]').all()) await box.check()
  for (const pick of await page.locator('select[data-ok]').all())
    await pick.selectOption({ value: (await pick.getAttribute('data-ok'))! })
  for (const box of await page.locator('input[type=checkbox]:not([data-ok])').all()) await box.uncheck()
  await page.getByRole('button', { name: hi('learning_send'), exact: true }).click()
  await expect(page.getByText(hi('learning_passed_now'), { exact: true })).toBeVisible()
  await picture(page, 'learning-passed-hi-360')
  await page.goto(organisation('/recall'))
  await page.locator('#recall form:visible summary').click()
  await page
    .getByRole('button', { name: hi('learning_grade_3') })
    .first()
    .click()
  await expect(page).toHaveURL(/\/recall$/)
  await context.close()
})

test('the state asks people to learn a course by a day; their coordinator sees who is behind and writes a reminder in one tap; news stands on Today', async ({
  browser,
}) => {
  const state = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(state, 'state-coordinator', '/tracks')
  const name = { hi: `लक्ष्य ${stamp}`, en: `Track ${stamp}` }
  await state.locator('[name=nameHi]').fill(name.hi)
  await state.locator('[name=nameEn]').fill(name.en)
  await state.locator('#courseIds input').first().check()
  await state.getByRole('button', { name: en('learning_t_make') }).click()
  await expect(state.getByText(en('learning_t_made'))).toBeVisible()
  await lookAt(state, 'learning-tracks-en-1280')
  // Who coordinates keeps her menu here, and the way to another part of it breaks nothing.
  const faults: string[] = []
  state.on('pageerror', ({ message }) => faults.push(message))
  await state
    .getByRole('navigation')
    .getByRole('link', { name: en('people_c_nav_people') })
    .first()
    .click()
  await expect(state).toHaveURL(/\/people/)
  await state.waitForLoadState('networkidle')
  expect(faults).toEqual([])
  await state.context().close()

  const coordinator = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(coordinator, 'constituency-coordinator', '/tracks')
  await coordinator.getByRole('link', { name: name.en }).click()
  await expect(coordinator.locator('tbody tr').first()).toBeVisible()
  await lookAt(coordinator, 'learning-behind-en-1280')
  await coordinator.getByRole('button', { name: en('learning_t_remind') }).click()
  await expect(coordinator).toHaveURL(/\/outreach\/[0-9a-f-]{36}$/)
  await expect(
    coordinator.getByText(en('learning_t_reminder_title', { name: name.en })).first(),
  ).toBeVisible()

  // News: written by the trainer, released by somebody else, on everybody's Today.
  const desk = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(desk, 'trainer', '/bulletin')
  const news = { hi: `नई बात ${stamp}`, en: `Something new ${stamp}` }
  const form = desk.locator('#new form')
  await form.locator('[name=wordsHi]').fill(news.hi)
  await form.locator('[name=wordsEn]').fill(news.en)
  await form.locator('[name=source]').fill('https://help.example/news')
  await form.locator('[name=sourceTitle]').fill('Help page')
  await form.getByRole('button', { name: en('learning_b_save') }).click()
  await expect(desk.getByText(en('learning_b_saved'))).toBeVisible()
  await lookAt(desk, 'learning-bulletin-en-1280')
  const reader = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(reader, 'state-coordinator', '/bulletin')
  const item = reader.locator('section').filter({ has: reader.getByRole('heading', { name: news.en }) })
  await item.getByRole('button', { name: en('learning_d_release') }).click()
  await expect(reader.getByText(en('learning_b_released'))).toBeVisible()
  const page = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(page, 'booth-volunteer', '/today')
  await expect(page.getByText(news.hi)).toBeVisible()
  await lookAt(page, 'learning-news-hi-360')
  await page.goto(organisation('/learn'))
  await expect(page.getByText(name.hi)).toBeVisible()
  await lookAt(page, 'learning-learn-hi-360')
})
