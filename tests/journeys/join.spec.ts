import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { newestCode, organisation, signInAs } from './personas.ts'

const findsNothing = async (page: Page) =>
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

test.describe('the join form before any JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

  test('looks for a booth, refuses by field, and keeps everything that was typed', async ({ page }) => {
    await page.goto(organisation('/join'))
    await page.fill('[name=name]', 'सुनीता कुमारी')
    await page.fill('[name=phone]', '12345')
    await page.check('[name="purpose.sms"]')
    await page.fill('[name=boothQuery]', 'sangatpura')
    await page.click('button[formaction="?/find"]')
    await page.locator('input[name=boothId]').first().check()
    await expect(page.locator('[name=name]')).toHaveValue('सुनीता कुमारी')
    await page.check('[name=adult]')
    await page.check('[name=membership]')
    await page.getByRole('button', { name: 'आगे: कोड पाएँ' }).click()
    await expect(page.locator('[name=phone]')).toHaveAttribute('aria-invalid', 'true')
    await expect(page.locator('[name=phone]')).toHaveValue('12345')
    await expect(page.locator('[name="purpose.sms"]')).toBeChecked()
    await expect(page).toHaveTitle(/^सुधारें/)
  })

  test('offers the open door where an invitation opens nothing', async ({ page }) => {
    await page.goto(organisation('/join/NOSUCHINVITATION'))
    await expect(page.getByText('यह निमंत्रण नहीं मिला।')).toBeVisible()
    await expect(page.locator('[name=open]')).toHaveValue('yes')
  })

  test('finds a booth by the list, level by level', async ({ page }) => {
    await page.goto(organisation('/join/booth'))
    for (let level = 0; level < 3; level++)
      await page.locator('ul.places').last().locator('a').first().click()
    await expect(page).toHaveURL(/\/join\?booth=/)
    await expect(page.locator('input[name=boothId]')).toBeChecked()
  })
})

for (const language of ['hi', 'en'])
  test(`axe finds nothing on the newcomer's pages (${language})`, async ({ page, context }) => {
    await context.addCookies([{ name: 'language', value: language, url: organisation('/') }])
    await page.setViewportSize({ width: 360, height: 740 })
    for (const path of [
      '/',
      '/join',
      '/join/NOSUCH',
      '/join/booth?q=jaipur',
      '/notice',
      '/report',
      '/check/none',
      '/goodbye',
    ]) {
      await page.goto(organisation(path))
      await findsNothing(page)
    }
  })

test('axe finds nothing on one’s own pages', async ({ page }) => {
  await signInAs(page, 'booth-volunteer')
  await page.setViewportSize({ width: 360, height: 740 })
  for (const path of ['/today', '/card', '/my-booth', '/my-data', '/join/received']) {
    await page.goto(organisation(path))
    await findsNothing(page)
  }
})

test('joins, proves the phone, holds a receipt and stands on Today', async ({ page }) => {
  const phone = `98${String(Date.now()).slice(-8)}`
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(organisation('/join'))
  await page.fill('[name=name]', 'सुनीता कुमारी')
  await page.fill('[name=phone]', phone)
  await page.fill('[name=boothQuery]', 'sangatpura')
  await page.click('button[formaction="?/find"]')
  await page.locator('input[name=boothId]').first().check()
  await page.check('[name=adult]')
  await page.check('[name=membership]')
  await page.getByRole('button', { name: 'आगे: कोड पाएँ' }).click()
  await expect(page).toHaveURL(/\/sign-in\/code/)
  await page.fill('[name=code]', await newestCode(page, phone))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('स्वागत है, सुनीता कुमारी')
  await expect(page.getByText('सदस्यता: नाम, मोबाइल और बूथ रखना')).toBeVisible()
  await findsNothing(page)
  await page.getByRole('link', { name: 'आज का पन्ना खोलें' }).click()
  await expect(page.getByRole('heading', { name: 'आपकी पुष्टि बाकी है' })).toBeVisible()
})
