import { expect, test } from '@playwright/test'
import { lookAt } from './look.ts'
import { organisation, programme, signInAs } from './personas.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)

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

  for (const javaScriptEnabled of [true, false])
    test(`Enter in the search for a booth searches ${javaScriptEnabled ? '' : 'without JavaScript '}and chooses no other booth`, async ({
      browser,
    }) => {
      const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled })
      const page = await context.newPage()
      await signInAs(page, 'booth-volunteer', '/my-booth')
      await page.locator('[name=boothQuery]').fill('निंदद')
      await page.locator('[name=boothQuery]').press('Enter')
      await expect(page.locator('#booths')).toBeVisible()
      await expect(page).toHaveURL(/\/find/)
      await context.close()
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
    await signInAs(page, 'state-coordinator', '/coverage')
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
    await page.getByRole('link', { name: hi('people_back_to_coverage') }).click()
    await expect(page).toHaveURL(/\/coverage\?/)
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ state: 'claimed', by: 'booth' })
  })
})
