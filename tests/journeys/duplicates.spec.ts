import { expect, test, type Page } from '@playwright/test'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { organisation, signInAs, takeSecondStep } from './personas.ts'
import { word } from './words.ts'

const say = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const PAIR = /\/people\/duplicates\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/

test('a coordinator reads why two records may be one, merges them, takes it back, and keeps another pair apart (hi, 1280 px)', async ({
  browser,
}) => {
  test.slow()
  const page = await openPage(browser, { language: 'hi', width: 1280, height: 828 })
  page.setDefaultTimeout(20_000)
  await signInAs(page, 'district-coordinator', '/people')
  await page.getByRole('link', { name: say('people_d_nav') }).click()
  await expect(page.locator('h1')).toHaveText(say('people_d_title'))
  await lookAt(page, 'duplicates-hi-1280')

  // Each pair says why, field by field, and a phone is never said to be enough.
  const first = pairs(page).first()
  await expect(first.getByText(say('people_d_for')).first()).toBeVisible()
  await expect(page.getByText(say('people_d_household'))).toBeVisible()
  const compare = say('people_d_compare')
  const pair = await first.getByRole('link', { name: compare }).getAttribute('href')
  expect(pair).toMatch(PAIR)
  const names = await first.locator('section h2 a').allInnerTexts()
  expect(names).toHaveLength(2)

  // What a merge will do is read before it is done; the other record may stay instead.
  await first.getByRole('link', { name: compare }).click()
  await expect(page.locator('h1')).toHaveText(say('people_d_compare_title'))
  for (const effect of [
    'people_d_will_pass',
    'people_d_will_not_pass',
    'people_d_will_end',
    'people_d_will_stay',
  ])
    await expect(page.getByText(say(effect))).toBeVisible()
  await lookAt(page, 'duplicate-pair-hi-1280')
  await page.getByRole('button', { name: say('people_d_merge'), exact: true }).scrollIntoViewIfNeeded()
  await lookAt(page, 'duplicate-effects-hi-1280')
  // As the server wrote it, before JavaScript: each bar has its own length.
  await page.reload()
  const widths = await page.locator('.says-so').evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width)) // prettier-ignore
  expect(new Set(widths).size).toBeGreaterThan(1)
  await page.setViewportSize({ width: 360, height: 800 })
  await lookAt(page, 'duplicate-pair-hi-360')
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('link', { name: say('people_d_swap') }).click()
  const [, , , stays, gives] = pair!.split('/')
  await expect(page).toHaveURL(organisation(`/people/duplicates/${gives}/${stays}`))
  await page.goBack()
  await expect(page).toHaveURL(organisation(pair!))

  // Merging asks for the second step and goes on after it.
  await page.getByRole('button', { name: say('people_d_merge'), exact: true }).click()
  await takeSecondStep(page, 'district-coordinator')
  await expect(page.getByText(say('people_d_merged'))).toBeVisible()
  await expect(page.locator(`a[href="${pair}"]`)).toHaveCount(0)
  await lookAt(page, 'duplicates-merged-hi-1280')

  // The record that gave way is no longer found among the people; taken back, it is.
  await page.goto(organisation(`/people/duplicates`))
  await page.locator('#merges > summary').click()
  await page.getByText(say('people_d_undo'), { exact: true }).first().click()
  await expect(page.getByText(say('people_d_undo_text')).first()).toBeVisible()
  await page
    .locator('form[action="?/undo"]')
    .first()
    .getByRole('button', { name: say('people_d_undo') })
    .click()
  await expect(page.getByText(say('people_d_undone'))).toBeVisible()
  await expect(page.locator(`a[href="${pair}"]`)).toHaveCount(1)

  // Another pair is two people: it does not come again.
  const other = pairs(page).nth(1)
  const apart = await other.getByRole('link', { name: compare }).getAttribute('href')
  await other.getByRole('button', { name: say('people_d_two_people') }).click()
  await expect(page.getByText(say('people_d_kept'))).toBeVisible()
  const offeredAgain = pairs(page).locator(`a[href="${apart}"]`)
  await expect(offeredAgain).toHaveCount(0)

  // Said by mistake, it is taken back where it was said, or on the pair's own page, and kept apart for good.
  const lately = page.locator('#apart')
  await lately.getByRole('button').first().scrollIntoViewIfNeeded()
  await lookAt(page, 'duplicates-apart-hi-1280')
  await lately.getByRole('button', { name: say('people_d_offer_again') }).first().click() // prettier-ignore
  await expect(page.getByText(say('people_d_offered_again'))).toBeVisible()
  await expect(offeredAgain).toHaveCount(1)
  await page.goto(organisation(apart!))
  await page.getByRole('button', { name: say('people_d_two_people') }).click()
  await expect(page.getByText(say('people_d_kept'))).toBeVisible()
  await page.goto(organisation(apart!))
  await expect(page.getByText(say('people_d_kept_apart'))).toBeVisible()
  await page.getByRole('button', { name: say('people_d_offer_again') }).click()
  await expect(page.getByRole('button', { name: say('people_d_merge'), exact: true })).toBeVisible()
  await page.getByRole('button', { name: say('people_d_two_people') }).click()
  await expect(page.getByText(say('people_d_kept'))).toBeVisible()
  await page.context().close()
})

/** The pairs on the page, in their order. */
const pairs = (page: Page) =>
  page
    .locator('main')
    .locator('.stack > *')
    .filter({ has: page.locator('a[href^="/people/duplicates/"]') })
