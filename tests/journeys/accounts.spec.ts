import { expect, test, type Browser, type Page } from '@playwright/test'
import { TOTP } from 'otpauth'
import { expectAccessible } from './look.ts'
import { authenticatorCode, isDemo, newestCode, organisation, signInAs } from './personas.ts'

/** The booth volunteer of the demo, typed as people type it; behind her number stands nobody else. */
const PHONE = '061000 00005'

async function onPhone(browser: Browser, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled })
  return context.newPage()
}

test('signing in by a code from an SMS works without a script, keeps what was typed, and signs out', async ({
  browser,
}) => {
  const page = await onPhone(browser, false)
  await page.goto(organisation('/account'))
  await expect(page).toHaveURL(/\/sign-in\?next=%2Faccount$/)
  await page.fill('#phone', '98x')
  await page.click('main form button')
  await expect(page.locator('#phone-error')).toBeVisible()
  await expect(page.locator('#phone')).toHaveValue('98x')
  await expect(page.locator('#phone')).toBeFocused()
  await page.fill('#phone', PHONE)
  await page.click('main form button')
  await expect(page).toHaveURL(/\/sign-in\/code/)
  await page.fill('#code', '12')
  await page.click('main form button')
  await expect(page.locator('#code-error')).toBeVisible()
  await expect(page.locator('#code')).toHaveValue('')
  await expect(page.locator('#code')).toBeFocused()
  await page.fill('#code', await newestCode(page, PHONE))
  await page.click('main form button')
  await expect(page).toHaveURL(organisation('/account'))
  const cookies = await page.context().cookies()
  expect(cookies.filter(({ name }) => name.startsWith('karyakarta_'))).toMatchObject([
    { name: 'karyakarta_organisation_device', httpOnly: true, sameSite: 'Lax', path: '/' },
    { name: 'karyakarta_organisation', httpOnly: true, sameSite: 'Lax', path: '/' },
  ])
  await page.goto(organisation('/sign-out'))
  await page.click('main form button')
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto(organisation('/account'))
  await expect(page).toHaveURL(/\/sign-in\?next/)
})

test('an account page leads a coordinator over the second step and back', async ({ browser }) => {
  const page = await onPhone(browser, false)
  await signInAs(page, 'womens-coordinator', '/account/number')
  await expect(page).toHaveURL(/\/sign-in\/second-step\?next=%2Faccount%2Fnumber$/)
  await page.fill('#code', await authenticatorCode(page, 'womens-coordinator'))
  await page.click('main form button')
  await expect(page).toHaveURL(organisation('/account/number'))
})

test('an authenticator app is set up without a script, and its recovery codes are shown once', async ({
  browser,
}) => {
  const page = await onPhone(browser, false)
  await signInAs(page, 'administrator', '/account/second-factor')
  await page.fill('#code', await authenticatorCode(page, 'administrator'))
  await page.click('main form button')
  await page.click('#app form button')
  const secret = (await page.locator('#app code').innerText()).replaceAll(' ', '')
  await page.fill('#code', new TOTP({ secret }).generate())
  await page.click('#app form button')
  await expect(page.locator('#codes li')).toHaveCount(8)
  await page.reload()
  await expect(page.locator('#codes li')).toHaveCount(0)
  // Signing in by the demo's link gives the persona her own authenticator back.
  await signInAs(page, 'administrator')
})

test('a passkey of the phone is made and then used as the second step', async ({ page }) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await signInAs(page, 'booth-volunteer', '/account/second-factor')
  await page.locator('#passkeys button').last().click()
  await expect(page.locator('#codes li')).toHaveCount(8)
  await expectAccessible(page)
  await signInAs(page, 'booth-volunteer', '/account/number')
  await expect(page).toHaveURL(/\/sign-in\/second-step/)
  // The passkey's button comes with the script; until then the first one is folded away, and would be waited for without end.
  await page.locator('main form button:visible').first().click()
  await expect(page).toHaveURL(organisation('/account/number'))
  await page.goto(organisation('/account/second-factor'))
  await page.locator('#passkeys form button').first().click()
  await expect(page.locator('#passkeys input[name=id]')).toHaveCount(0)
})

test('persona links and the inbox are the demo’s alone: with a configured database they do not exist', async ({
  page,
}) => {
  for (const path of ['/demo', '/demo/inbox', '/demo/sign-in/administrator']) {
    const answer = await page.goto(organisation(path))
    expect([path, answer?.status()]).toEqual([path, isDemo() ? 200 : 404])
  }
})
