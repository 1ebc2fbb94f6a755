import { expect, test, type Page } from '@playwright/test'
import { lookAt } from './look.ts'
import { isAlive, openPage } from './openPage.ts'
import { organisation, signInAs, takeSecondStep } from './personas.ts'
import { word } from './words.ts'

const say = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
const AT = '/settings'

test('the administrator renames a wing and a rank; everybody reads the new names, and the usual ones when they are given back (en, 1280 px; card hi, 360 px)', async ({
  browser,
}) => {
  test.slow()
  const volunteer = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(volunteer, 'booth-volunteer', '/card')
  const onCard = volunteer.locator('.volunteer-card')

  const page = await openPage(browser, { language: 'en', width: 1280, height: 828 })
  page.setDefaultTimeout(20_000)
  await signInAs(page, 'administrator')
  await page.locator(`nav a[href="${AT}"]:visible`).first().click()
  await takeSecondStep(page, 'administrator')
  expect(page.url()).toBe(organisation(AT))
  await lookAt(page, 'names-en-1280')

  // What is wrong is said at its field, and what was typed stays, in the page's other forms too.
  const half = { '[id="wings.0.nameEn"]': 'Half', '#add-key': 'half', '[id="ranks.coordinator.en"]': 'Half', '#courses': '7' } // prettier-ignore
  await isAlive(page)
  for (const [field, typed] of Object.entries(half)) await page.fill(field, typed)
  await page.fill('#accent', 'red')
  await page.fill('#titleEn', 'C\u043empanion')
  await save(page, 'people_s_save_organisation')
  for (const [field, fault] of [
    ['#accent', 'people_s_accent_wrong'],
    ['#titleEn', 'people_s_name_lookalike'],
  ] as const) {
    await expect(page.locator(field)).toHaveAttribute('aria-invalid', 'true')
    await expect(page.locator('#organisation').getByText(say(fault)).last()).toBeVisible()
  }
  await expect(page.locator('#accent')).toHaveValue('red')
  for (const [field, typed] of Object.entries(half)) await expect(page.locator(field)).toHaveValue(typed)
  await lookAt(page, 'names-refused-en-1280')
  // Nor is what the house refused lost when another form is answered.
  await save(page, 'people_s_add_wing')
  await expect(page.locator('#add-nameHi')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.locator('#accent')).toHaveValue('red')
  await expect(page.locator('#accent')).toHaveAttribute('aria-invalid', 'true')
  for (const [field, typed] of Object.entries(half)) await expect(page.locator(field)).toHaveValue(typed)

  // The volunteer's own wing, as her card names it, and the coordinators of the whole state.
  await page.goto(organisation(AT))
  const wings = await page
    .locator('input[name^="wings."][name$=".nameHi"]')
    .evaluateAll((all) =>
      (all as HTMLInputElement[]).map(({ name, value }) => ({ path: name.replace('.nameHi', ''), value })),
    )
  const card = await onCard.innerText()
  const wing = wings.find(({ value }) => card.includes(`, ${value}`))!
  const field = (name: string) => page.locator(`[id="${wing.path}.${name}"]`)
  const usual = { hi: wing.value, en: await field('nameEn').inputValue() }
  // Another administrator has the page open already.
  const late = await page.context().newPage()
  await late.goto(organisation(AT))

  // One name alone that is missing: the summary says whose.
  await field('nameHi').fill('नमूना दल')
  await field('nameEn').fill('')
  await save(page, 'people_s_save_wings')
  await expect(page.locator('#wings .errors a')).toContainText(usual.en)
  await field('nameEn').fill('Sample league')
  await save(page, 'people_s_save_wings')
  await expect(page.getByText(say('people_s_saved'))).toBeVisible()
  await page.locator('[id="ranks.coordinator_state.hi"]').fill('राज्य प्रभारी')
  await page.locator('[id="ranks.coordinator_state.en"]').fill('State chief')
  await save(page, 'people_s_save_ranks')
  await expect(page.getByText(say('people_s_saved'))).toBeVisible()

  // Whoever comes late overwrites nothing, not even after an answer to another form of the page: what she typed stays, and what stands now is
  // beside it.
  await isAlive(late)
  await late.locator(`[id="${wing.path}.nameEn"]`).fill('Late league')
  await late.fill('#accent', 'red')
  await save(late, 'people_s_save_organisation')
  await expect(late.locator('#accent')).toHaveAttribute('aria-invalid', 'true')
  await save(late, 'people_s_save_wings')
  await expect(late.getByText(say('people_s_changed_meanwhile'))).toBeVisible()
  await expect(late.locator(`[id="${wing.path}.nameEn"]`)).toHaveValue('Late league')
  await expect(late.getByText(say('people_s_now', { name: 'Sample league' }))).toBeVisible()
  await late.locator(`[id="${wing.path}.nameHi"]`).fill('नमूना दल')
  await late.locator(`[id="${wing.path}.nameEn"]`).fill('Sample league')
  await save(late, 'people_s_save_wings')
  await expect(late.getByText(say('people_s_saved'))).toBeVisible()
  await late.close()

  await page.goto(organisation(`/people?wing=${wing.path.split('.')[1]}`))
  await expect(page.locator('main table tbody')).toContainText('Sample league')
  await expect(page.locator('main table tbody')).not.toContainText(usual.en)
  const download = page.waitForEvent('download')
  await page.locator('form[action="/people/export"] button[value=csv]').first().click()
  const file = Buffer.concat(await (await (await download).createReadStream()).toArray()).toString('utf8')
  expect(file).toContain('Sample league')
  expect(file).not.toContain(usual.en)

  await page.goto(organisation('/responsible'))
  const office = page.locator('main li').filter({ hasText: 'State chief' }).first()
  await office.locator('a[href^="/people/"]').click()
  await expect(page.locator('#appointments')).toContainText('State chief')

  await volunteer.goto(organisation('/card'))
  await expect(onCard).toContainText('नमूना दल')
  await lookAt(volunteer, 'card-renamed-hi-360')

  // And back: the wing by its name, the ranks all at once.
  await page.goto(organisation(AT))
  await field('nameHi').fill(usual.hi)
  await field('nameEn').fill(usual.en)
  await save(page, 'people_s_save_wings')
  await expect(page.getByText(say('people_s_saved'))).toBeVisible()
  await save(page, 'people_s_ranks_default')
  await expect(page.locator('[id="ranks.coordinator_state.en"]')).toHaveValue('')
  await page.goto(organisation('/responsible'))
  await expect(page.locator('main')).not.toContainText('State chief')
  await expect(
    page
      .locator('main li')
      .filter({ hasText: say('people_c_role_coordinator') })
      .first(),
  ).toBeVisible()
  await volunteer.goto(organisation('/card'))
  await expect(onCard).toContainText(usual.hi)

  // A wing that is not used any more: who stands there is told before the tap; then no form offers it, and its names are read on.
  await page.goto(organisation(AT))
  // The organisation itself is not among those that may go.
  await expect(page.locator('#retire-0')).toHaveCount(0)
  const number = (await page.locator('details[id^=retire-]').first().getAttribute('id'))!.replace(
    'retire-',
    '',
  )
  const called = await page.locator(`[id="wings.${number}.nameEn"]`).inputValue()
  const retiring = page.locator(`#retire-${number}`)
  await retiring.locator('summary').click()
  await expect(retiring).toContainText(say('people_s_in_wing'))
  await expect(retiring.locator('li').first()).not.toHaveText(say('people_s_in_wing_nothing'))
  await lookAt(page, 'names-retire-en-1280')
  await retiring.getByRole('button', { name: say('people_s_retire_do') }).click()
  await expect(page.getByText(say('people_s_retired'))).toBeVisible()
  await expect(page.locator(`#retire-${number}`)).toContainText(
    say('people_s_wing_is_retired', { wing: called }),
  )
  const offered = page.locator(`main select[name=wing] option[value="${number}"]`)
  await page.goto(organisation('/invitations/new'))
  await expect(page.locator('main form').first()).toBeVisible()
  await expect(offered).toHaveCount(0)
  await page.goto(organisation(`/people?wing=${number}`))
  await expect(page.locator('main table tbody')).toContainText(called)
  await page.goto(organisation(AT))
  await page
    .locator(`#retire-${number}`)
    .getByRole('button', { name: say('people_s_use_again') })
    .click()
  await expect(page.getByText(say('people_s_used_again'))).toBeVisible()
  await page.goto(organisation('/invitations/new'))
  await expect(offered).toHaveCount(1)
})

const save = (page: Page, key: string) => page.getByRole('button', { name: say(key), exact: true }).click()
