import { expect, test, type Page } from '@playwright/test'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { organisation, signInAs } from './personas.ts'
import { word } from './words.ts'

const en = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)

/** The place that a picker says is chosen. */
const chosen = (page: Page) => page.locator('#place p strong').first()

/** Opens the list of places below, and takes the first. @returns its words */
async function takeFirstBelow(page: Page): Promise<string> {
  await page.locator('#place summary').click()
  const first = page.locator('#place details li').first().getByRole('button')
  const words = (await first.innerText()).trim()
  await first.click()
  return words
}

test('choosing a place loses nothing that was typed, before JavaScript has arrived and without it', async ({
  browser,
}) => {
  test.slow()
  const page = await openPage(browser, { language: 'en', width: 1280, javaScriptEnabled: false })
  const beside = await openPage(browser, { language: 'en', width: 1280 })
  for (const each of [page, beside]) await signInAs(each, 'constituency-coordinator')

  await page.goto(organisation('/given-tasks/new'))
  const seat = await chosen(page).innerText()
  await expect(page.getByText(seat, { exact: true }).filter({ visible: true })).toHaveCount(1)
  const hindi = page.getByRole('group', { name: en('design_in_hindi') })
  const title = hindi.getByLabel(en('tasks_c_heading'))
  const words = hindi.getByLabel(en('tasks_c_words'))
  await title.fill('पानी के नल देखें')
  await words.fill('अपने बूथ पर जाकर देखें।')
  await page.getByLabel(en('tasks_proof_count')).check()
  const kept = async () => {
    await expect(title).toHaveValue('पानी के नल देखें')
    await expect(words).toHaveValue('अपने बूथ पर जाकर देखें।')
    await expect(page.getByLabel(en('tasks_proof_count'))).toBeChecked()
  }
  // Enter in the search looks for places; nothing is given.
  await page.getByLabel(en('people_c_find_place')).fill('school')
  await page.keyboard.press('Enter')
  await expect(page.locator('#place [role=status]')).toBeVisible()
  await kept()
  await takeFirstBelow(page)
  await expect(chosen(page)).not.toHaveText(seat)
  await kept()
  // The way back up goes along too.
  await page.locator('#place nav').getByRole('button', { name: seat }).click()
  await expect(chosen(page)).toHaveText(seat)
  await kept()
  // Enter in a field of the form sends the form, as ever: the day is missing, and that is said.
  await title.press('Enter')
  await expect(page.locator('#dueOn-error')).toBeVisible()
  await kept()
  // A day that has passed is told with everything else that is missing, and stays as it was typed.
  await page.locator('#dueOn').fill('2020-01-01')
  await page.getByRole('button', { name: en('tasks_c_give') }).click()
  await expect(page.locator('#dueOn-error')).toHaveText(en('tasks_due_past'))
  await expect(page.locator('#unit-error')).toBeVisible()
  await expect(page.locator('#dueOn')).toHaveValue('2020-01-01')
  await kept()

  // A message, and its change later.
  await page.goto(organisation('/outreach/new'))
  const heading = hindi.getByLabel(en('outreach_c_heading'))
  await heading.fill('रविवार को बैठक')
  await hindi.getByLabel(en('outreach_c_words')).fill('बूथ पर बैठक है')
  await page.getByLabel(en('outreach_channel_email')).check()
  await takeFirstBelow(page)
  await expect(heading).toHaveValue('रविवार को बैठक')
  await expect(page.getByLabel(en('outreach_channel_email'))).toBeChecked()
  await page.getByRole('button', { name: en('outreach_c_preview') }).click()
  await expect(page).toHaveURL(/\/outreach\/[0-9a-f-]{36}(#place)?$/)
  const draft = page.url().replace('#place', '')
  await page.getByRole('link', { name: en('outreach_c_change') }).click()
  await heading.fill('सोमवार को बैठक')
  await page.locator('#place nav').getByRole('button', { name: seat }).click()
  await expect(heading).toHaveValue('सोमवार को बैठक')

  // Invitations: what was only offered is offered anew, what was typed stays.
  await page.goto(organisation('/invitations/new'))
  // What is wrong with a field stands there and in the summary, and is not said a third time above.
  await page.getByLabel(en('people_c_days')).fill('999')
  await page.getByRole('button', { name: en('people_c_make_link') }).click()
  await expect(page.locator('.errors')).toBeFocused()
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(1)
  await expect(page.getByText(en('people_c_days_wrong'))).toHaveCount(2)
  await page.getByLabel(en('people_c_days')).fill('9')
  await takeFirstBelow(page)
  await expect(page.getByLabel(en('people_c_days'))).toHaveValue('9')
  await expect(page.getByLabel(en('people_c_uses'))).toHaveValue('5')

  // With JavaScript it is the same page and the same words.
  await beside.goto(organisation('/given-tasks/new'))
  await beside
    .getByRole('group', { name: en('design_in_hindi') })
    .getByLabel(en('tasks_c_heading'))
    .fill('छाया देखें')
  await takeFirstBelow(beside)
  await expect(chosen(beside)).not.toHaveText(seat)
  await expect(
    beside.getByRole('group', { name: en('design_in_hindi') }).getByLabel(en('tasks_c_heading')),
  ).toHaveValue('छाया देखें')
  await expect(beside.locator('[data-day-of]')).toHaveText(en('design_no_day'), { useInnerText: true })
  await beside.getByLabel(en('tasks_c_due'), { exact: true }).fill('2026-12-24')
  await expect(beside.locator('[data-day-of]')).toHaveText('24 Dec 2026', { useInnerText: true })
  await lookAt(beside, 'typed-words-task-en-1280')
  await beside.goto(draft)
  await lookAt(beside, 'typed-words-reach-en-1280')

  for (const each of [page, beside]) await each.context().close()
})

test('pages that were mended are whole on a phone in Hindi, and say days and files in its words', async ({
  browser,
}) => {
  test.slow()
  const page = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(page, 'constituency-coordinator')
  const looks = [
    ['/given-tasks/new', 'task'],
    ['/outreach/new', 'message'],
    ['/invitations/new', 'invitation'],
    ['/responsible', 'responsible'],
    ['/people/duplicates', 'duplicates'],
    ['/missing-booths', 'missing'],
    ['/confirm', 'confirm'],
    ['/people', 'people'],
  ] as const
  for (const [path, name] of looks) {
    await page.goto(organisation(path))
    await lookAt(page, `typed-words-${name}-hi-360`)
  }
  // Without its parameters a page leads to where a committee is chosen, or says where an office is.
  await page.goto(organisation('/responsible/dissolve'))
  await expect(page).toHaveURL(organisation('/responsible'))
  await page.goto(organisation('/responsible/hand-over'))
  await expect(page.getByRole('heading', { name: hi('people_o_hand_over_which') })).toBeVisible()
  await lookAt(page, 'typed-words-hand-over-hi-360')
  await page
    .getByRole('main')
    .getByRole('link', { name: hi('people_o_title') })
    .click()
  await expect(page).toHaveURL(organisation('/responsible'))
  // A day that is none is told at its field, and the page shows today.
  expect((await page.goto(organisation('/responsible?on=abc')))?.status()).toBe(200)
  await expect(page.locator('#on-error')).toHaveText(hi('people_term_wrong'))
  // Her own committee is not hers to dissolve, and is not offered.
  await expect(page.getByRole('link', { name: hi('people_o_dissolve'), exact: true })).toHaveCount(0)
  // Whoever may not do it at all is told so, and is not sent for a code.
  for (const path of [
    '/places/restructure',
    '/settings',
    '/places/restructure/0191e4a5-0000-7000-8000-000000000000/undo',
  ])
    expect((await page.goto(organisation(path)))?.status(), path).toBe(403)

  const volunteer = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(volunteer, 'booth-volunteer', '/tasks')
  await volunteer.locator('main a[href^="/tasks/"]').first().click()
  await expect(volunteer.locator('[data-file-of] [data-now]')).toHaveText('')
  await expect(volunteer.getByText(hi('design_no_file'))).toBeVisible()
  await volunteer
    .locator('#photo')
    .setInputFiles({ name: 'नल.png', mimeType: 'image/png', buffer: Buffer.from('x') })
  await expect(volunteer.locator('[data-file-of] [data-now]')).toHaveText('नल.png')
  await volunteer.locator('#photo').focus()
  await volunteer.locator('#happenedOn').fill('2026-11-22')
  await expect(volunteer.locator('[data-day-of]')).toHaveText('22 नवंबर 2026', { useInnerText: true })
  await volunteer.locator('#photo').scrollIntoViewIfNeeded()
  await lookAt(volunteer, 'typed-words-report-hi-360')
  for (const each of [page, volunteer]) await each.context().close()
})
