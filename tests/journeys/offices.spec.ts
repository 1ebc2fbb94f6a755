import { expect, test, type Page } from '@playwright/test'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { organisation, PERSON_LINK, signInAs, takeSecondStep } from './personas.ts'
import { word } from './words.ts'

const say = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const YOUTH = '1'

test('an office is given for a term, handed over, and its committee dissolved; each day tells who it was (hi, 1280 px)', async ({
  browser,
}) => {
  test.slow()
  const page = await openPage(browser, { language: 'hi', width: 1280, height: 828 })
  page.setDefaultTimeout(20_000)
  await signInAs(page, 'constituency-coordinator')
  const { place } = await page.evaluate(
    async () => (await (await fetch('/api/coverage')).json()) as { place: { id: string } },
  )
  await page.context().clearCookies({ name: /^karyakarta_/ })
  await signInAs(page, 'district-coordinator')
  // The second step is asked for before anything is chosen, and leads back to the page that wanted it.
  const dissolving = `/responsible/dissolve?place=${place.id}&wing=${YOUTH}`
  await page.goto(organisation(dissolving))
  await takeSecondStep(page, 'district-coordinator')
  expect(page.url()).toBe(organisation(dissolving))

  // A trainer until the end of the month after next, in charge for somebody else.
  await page.goto(organisation(`/people?place=${place.id}&wing=${YOUTH}&state=vouched`))
  const first = await page.locator(`main ${PERSON_LINK}`).first().getAttribute('href')
  const atPlace = organisation(`${first}?place=${place.id}`)
  await page.goto(atPlace)
  const holder = await page.locator('h1').innerText()
  const fill = async () => {
    await page.locator('#give').evaluate((give: HTMLDetailsElement) => (give.open = true))
    await page.selectOption('select[name=role]', 'trainer')
    await page.selectOption('select[name=wing]', YOUTH)
    await page.getByLabel(say('people_o_acting_label')).check()
  }
  await fill()
  await page.getByRole('button', { name: say('people_c_give'), exact: true }).click()
  // Whoever is in charge needs a last day: said at the field.
  await expect(page.getByText(say('people_term_acting_needs_end')).first()).toBeVisible()
  await page.goto(atPlace)
  await fill()
  await page.fill('input[name=until]', dayIn(60))
  await page.getByRole('button', { name: say('people_c_give'), exact: true }).click()
  const office = page.locator('li').filter({ hasText: say('people_c_role_trainer') })
  await expect(office.first()).toContainText(say('people_o_acting'))
  await lookAt(page, 'person-with-term-hi-1280')

  await page.goto(organisation(`/responsible?place=${place.id}`))
  // A day that was chosen, and not sent yet, goes along with a step of the picker, before JavaScript as after it.
  await page.locator('#on').fill(dayIn(-2))
  await page.locator('#place nav button').last().click()
  await expect(page).toHaveURL(new RegExp(`on=${dayIn(-2)}`))
  await expect(page.locator('#on')).toHaveValue(dayIn(-2))
  await page.goto(organisation(`/responsible?place=${place.id}`))
  await lookAt(page, 'responsible-hi-1280')
  await expect(trainer(page)).toContainText(holder)
  await trainer(page)
    .getByRole('link', { name: say('people_o_hand_over') })
    .click()
  await lookAt(page, 'hand-over-hi-1280')
  // Nobody chosen: said, and nothing handed over.
  await page.getByRole('button', { name: say('people_o_hand_over') }).click()
  // Beside the button and at the list, nowhere else; from the button a tap leads up to the list.
  const why = page.locator('form', { has: page.locator('[name=toPersonId]') }).locator('.errors')
  await expect(why).toBeFocused()
  await expect(page.getByText(say('people_transfer_to_whom'))).toHaveCount(2)
  await why.getByRole('link').click()
  await expect(page.locator('[name=toPersonId]').first()).toBeFocused()
  await page.locator('input[name=toPersonId]').first().check()
  await page.getByRole('button', { name: say('people_o_hand_over') }).click()
  await expect(page).toHaveURL(/handed-over/)
  const successor = await page.locator('h1').innerText()
  expect(successor).not.toBe(holder)

  await page.goto(organisation(`/responsible?place=${place.id}`))
  await expect(trainer(page)).toContainText(successor)
  // The committee of every wing has its page too, though its wing has no number.
  await page.goto(organisation(`/responsible/dissolve?place=${place.id}&wing=`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText(say('people_o_dissolve_title', { place: '' }).trim()) // prettier-ignore
  await page.goto(organisation(dissolving))
  // What happens is said before it is done, for either way; a place that was chosen is taken back as easily.
  await expect(page.locator('#offices')).toContainText(say('people_o_dissolve_nowhere'))
  await lookAt(page, 'dissolve-hi-1280')
  await page.setViewportSize({ width: 360, height: 740 })
  await lookAt(page, 'dissolve-hi-360')
  await page.setViewportSize({ width: 1280, height: 828 })
  await page.goto(organisation(`${dissolving}&to=${place.id}`))
  await expect(page.locator('#offices')).toContainText(say('people_committee_same_place'))
  await page.getByLabel(say('people_o_dissolve_other')).locator('nav a').last().click()
  const told = say('people_o_dissolve_chosen', { place: '#' }).split('#')[0]!
  await expect(page.locator('#offices')).toContainText(told)
  await lookAt(page, 'dissolve-move-hi-1280')
  await page.getByRole('link', { name: say('people_o_dissolve_rather_end') }).click()
  await expect(page.locator('#offices')).toContainText(say('people_o_dissolve_nowhere'))
  await page.locator('main form[method=POST] button').click()
  await expect(page.getByText(say('people_o_dissolved', { ended: '#' }).split('#')[0]!)).toBeVisible()
  await page.goto(organisation(dissolving))
  await expect(page.getByText(say('people_o_dissolve_empty'))).toBeVisible()
  await page.goto(organisation(`/responsible?place=${place.id}`))
  await expect(trainer(page)).toHaveCount(0)
  // Before any of it there was no trainer either; the history is asked by its day.
  await page.fill('input[name=on]', dayIn(-1))
  await page.getByRole('button', { name: say('people_o_show') }).click()
  await expect(page).toHaveURL(/on=\d{4}/)
  await expect(trainer(page)).toHaveCount(0)
  await page.goto(organisation(first!))
  const handedOver = page.locator('li .quiet').filter({ hasText: say('people_o_why_transferred') })
  await expect(handedOver.first()).toBeVisible()
  await page.context().close()
})

const trainer = (page: Page) =>
  page
    .getByRole('listitem')
    .filter({ hasText: say('people_c_role_trainer') })
    .filter({ hasText: say('people_o_acting') })

/** A day as date fields take it, so many days from now in India. */
const dayIn = (days: number): string =>
  new Date(Date.now() + days * 86_400_000 + 5.5 * 3_600_000).toISOString().slice(0, 10)
