import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, expectFingerSized, expectNoSidewaysScroll } from './look.ts'
import { newestCode, organisation } from './personas.ts'

test.describe('the join form before any JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })

  test('looks for a booth, refuses by field, and keeps everything that was typed', async ({ page }) => {
    await page.goto(organisation('/join'))
    await page.fill('[name=name]', 'सुनीता कुमारी')
    await page.fill('[name=phone]', '12345')
    await page.check('[name="purpose.sms"]')
    await page.fill('[name=boothQuery]', 'sangatpura')
    await page.click('button[formaction^="?/find"]')
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

  test('names every fault in one round, in the page’s language, and takes the focus to them', async ({
    page,
  }) => {
    const long = 'अ'.repeat(130)
    await page.goto(organisation('/join'))
    await page.fill('[name=name]', long)
    await page.fill('[name=phone]', '12345')
    await page.getByRole('button', { name: 'आगे: कोड पाएँ' }).click()
    await expect(page.locator('.errors')).toBeFocused()
    await expect(page.locator('.errors li')).toHaveCount(4)
    await expect(page.locator('[name=name]')).toHaveValue(long)
    await page.locator('.errors a[href="#phone"]').click()
    await expect(page.locator('[name=phone]')).toBeFocused()
    await expectNoSidewaysScroll(page)
    await expectFingerSized(page)
  })

  test('takes a described booth without a tick, and asks to describe one whose constituency was chosen', async ({
    page,
  }) => {
    await page.goto(organisation('/join'))
    await page.getByText('मेरा बूथ सूची में नहीं है').click()
    await page.locator('[name="missing.constituencyId"]').selectOption({ index: 1 })
    await page.getByRole('button', { name: 'आगे: कोड पाएँ' }).click()
    await expect(page.locator('[name="missing.described"]')).toHaveAttribute('aria-invalid', 'true')
  })

  test('says that nothing was found rather than offering any booth', async ({ page }) => {
    await page.goto(organisation('/join/booth?q=zzzzqq'))
    await expect(page.getByText('कोई बूथ नहीं मिला')).toBeVisible()
  })

  test('reports harassment with one tap, and takes words afterwards', async ({ page }) => {
    await page.goto(organisation('/report'))
    await page.getByRole('button', { name: 'दबाव या धमकी' }).click()
    await expect(page.getByText('शिकायत पहुँच गई')).toBeVisible()
    await page.getByRole('button', { name: 'शिकायत में जोड़ें' }).click()
    await expect(page.locator('[name=told]')).toHaveAttribute('aria-invalid', 'true')
    await page.fill('[name=told]', 'रोज़ फ़ोन आता है')
    await page.getByRole('button', { name: 'शिकायत में जोड़ें' }).click()
    await expect(page.getByText('आपकी बात शिकायत में जोड़ दी गई')).toBeVisible()
  })

  test('answers what is unknown with 404, and sends home who has not left', async ({ page }) => {
    for (const path of ['/join/NOSUCHINVITATION', '/check/none'])
      expect((await page.goto(organisation(path)))?.status(), path).toBe(404)
    await expect(page.getByText('ऐसा कोई परिचय-पत्र नहीं है').first()).toBeVisible()
    await page.goto(organisation('/goodbye'))
    await expect(page).toHaveURL(organisation('/'))
  })

  test('offers the open door where an invitation opens nothing', async ({ page }) => {
    await page.goto(organisation('/join/NOSUCHINVITATION'))
    await expect(page.getByText('यह निमंत्रण नहीं मिला।')).toBeVisible()
    await expect(page.locator('[name=open]')).toHaveValue('yes')
    await expect(page.getByText('आपका लिखा हुआ यहीं है।')).toHaveCount(0)
  })

  test('finds a booth by the list, level by level', async ({ page }) => {
    await page.goto(organisation('/join/booth'))
    for (let level = 0; level < 3; level++)
      await page.locator('ul.places').last().locator('a').first().click()
    await expect(page).toHaveURL(/\/join\?booth=/)
    await expect(page.locator('input[name=boothId]')).toBeChecked()
  })
})

// In Hindi, as every other page, and in English on a wide screen: everyPage.
test("axe finds nothing on the newcomer's pages in English on a phone", async ({ page, context }) => {
  await context.addCookies([{ name: 'language', value: 'en', url: organisation('/') }])
  await page.setViewportSize({ width: 360, height: 740 })
  for (const path of [
    '/',
    '/join',
    '/join/NOSUCH',
    '/join/booth?q=jaipur',
    '/notice',
    '/report',
    '/check/none',
    '/sign-in',
    '/sign-in/help',
  ]) {
    await page.goto(organisation(path))
    await expectAccessible(page)
    await expectFingerSized(page)
  }
})

/** Fills the form in as a newcomer and stops before the phone's code. */
async function joinAs(page: Page, name: string, phone: string): Promise<void> {
  await page.goto(organisation('/join'))
  await page.fill('[name=name]', name)
  await page.fill('[name=phone]', phone)
  await page.check('[name=adult]')
  await page.check('[name=membership]')
  await page.getByRole('button', { name: 'आगे: कोड पाएँ' }).click()
  await expect(page.getByText('पर 6 अंकों का कोड भेजा है')).toBeVisible()
}

/** Finishes joining with the code that came to the phone. */
async function finishJoining(page: Page, phone: string): Promise<void> {
  await page.fill('[name=code]', await newestCode(page, phone))
  await page.getByRole('button', { name: 'जुड़ना पूरा करें' }).click()
}

test('a household’s second member goes on as herself, and is erased with a goodbye that says so', async ({
  page,
}) => {
  const phone = `97${String(Date.now()).slice(-8)}`
  await page.setViewportSize({ width: 360, height: 740 })
  for (const name of ['गीता देवी', 'सीता देवी']) {
    await joinAs(page, name, phone)
    await finishJoining(page, phone)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`स्वागत है, ${name}`)
    await page.context().clearCookies({ name: 'karyakarta_organisation' })
  }
  await joinAs(page, 'सीता देवी', phone)
  await finishJoining(page, phone)
  await page.goto(organisation('/my-data'))
  await page.getByText('हटें और मिटाएँ').first().click()
  await page.check('#sure-erase')
  await page.locator('form[action="?/erase"] button').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('आपका नाम और मोबाइल मिट गए')
  await expectAccessible(page)
  await expectFingerSized(page)
})

test('joins, proves the phone, holds a receipt and stands on Today', async ({ page }) => {
  const phone = `98${String(Date.now()).slice(-8)}`
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(organisation('/join'))
  await page.fill('[name=name]', 'सुनीता कुमारी')
  await page.fill('[name=phone]', phone)
  await page.fill('[name=boothQuery]', 'sangatpura')
  await page.click('button[formaction^="?/find"]')
  await page.locator('input[name=boothId]').first().check()
  await page.check('[name=adult]')
  await page.check('[name=membership]')
  await page.getByRole('button', { name: 'आगे: कोड पाएँ' }).click()
  await expect(page).toHaveURL(/\/sign-in\/code/)
  await page.fill('[name=code]', await newestCode(page, phone))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('स्वागत है, सुनीता कुमारी')
  await expect(page.getByText('सदस्यता: नाम, मोबाइल और बूथ रखना')).toBeVisible()
  await expectAccessible(page)
  await expectFingerSized(page)
  await page.getByRole('link', { name: 'आज का पन्ना खोलें' }).first().click()
  await expect(page.getByRole('heading', { name: 'आपकी पुष्टि बाकी है' })).toBeVisible()
})
