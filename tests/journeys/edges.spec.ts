import { expect, test, type Page } from '@playwright/test'
import { lookAt } from './look.ts'
import { authenticatorCode, organisation, programme, signInAs } from './personas.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)

/** Types what the persona's authenticator shows, at the second step that stands in the way. */
async function takeSecondStep(page: Page, persona: string): Promise<void> {
  await expect(page).toHaveURL(/\/sign-in\/second-step/)
  await page.fill('#code', await authenticatorCode(page, persona))
  await page.click('main form[action*="totp"] button')
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('the other edition’s addresses lead to the house’s own page that says so', async ({ page }) => {
    for (const path of ['/join', '/coverage']) {
      const answer = await page.goto(programme(path))
      expect(answer?.status()).toBe(404)
      await expect(page.locator('h1')).toHaveText(hi('design_missing_title'))
    }
  })

  test('a volunteer whom a coordinator’s page refuses keeps her own places', async ({ page }) => {
    await signInAs(page, 'booth-volunteer')
    const answer = await page.goto(organisation('/coverage'))
    expect(answer?.status()).toBe(403)
    await lookAt(page, 'refused-volunteer')
    await expect(page.locator('nav a[href="/today"]')).toBeVisible()
    await page.getByRole('link', { name: hi('people_c_own_today') }).click()
    await expect(page).toHaveURL(/\/today$/)
  })

  test('sign-in and join say as whom one is signed in, and lead to Today', async ({ page }) => {
    await signInAs(page, 'booth-volunteer')
    for (const path of ['/sign-in', '/join']) {
      await page.goto(organisation(path))
      await lookAt(page, `signed-in-at${path.replace('/', '-')}`)
      const name = /आप (.+) के नाम से भीतर हैं।/
      await expect(page.locator('main')).toContainText(name)
      await page.locator('main a[href="/today"]').click()
      await expect(page).toHaveURL(/\/today$/)
    }
  })

  test('the coverage shows its first row before one scrolls, and a vouch leads back to it', async ({
    page,
  }) => {
    await signInAs(page, 'state-coordinator')
    await page.goto(organisation('/coverage'))
    const row = await page.locator('#booths tbody tr').first().boundingBox()
    expect(row!.y).toBeLessThan(740 - 64)
    await expect(page).toHaveTitle(/राजस्थान · /)
    const claimed = '/coverage?state=claimed&by=booth'
    await page.goto(organisation(claimed))
    await page
      .getByRole('link', { name: hi('coverage_vouch') })
      .first()
      .click()
    await expect(page).toHaveURL(/\/waiting\?/)
    await page.getByRole('link', { name: hi('coverage_back') }).click()
    await expect(page).toHaveURL(/\/coverage\?/)
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ state: 'claimed', by: 'booth' })
  })

  test('a number that waited for the second step is in sight when it opens', async ({ page }) => {
    await signInAs(page, 'constituency-coordinator')
    await page.goto(organisation('/waiting'))
    await page
      .getByRole('button', { name: hi('people_c_call') })
      .last()
      .click()
    await takeSecondStep(page, 'constituency-coordinator')
    await expect(page).toHaveURL(/\/waiting\?/)
    await expect(page.locator('a[href^="tel:"]')).toBeInViewport()
  })
})

test('an office that waited for the second step is given after it', async ({ page }) => {
  await signInAs(page, 'district-coordinator')
  await page.goto(organisation('/people?state=vouched'))
  await page.locator('main td a[href*="/people/"], main th a[href*="/people/"]').last().click()
  await page.locator('#give summary').click()
  await page.getByLabel(hi('people_c_role')).selectOption('booth_lead')
  await page
    .locator('#give')
    .getByRole('button', { name: hi('people_c_give'), exact: true })
    .click()
  await takeSecondStep(page, 'district-coordinator')
  await expect(page).toHaveURL(/\/people\//)
  await expect(page.locator('main')).toContainText(hi('people_c_done_saved'))
  await expect(page.locator('main')).toContainText(hi('people_c_role_booth_lead'))
})
