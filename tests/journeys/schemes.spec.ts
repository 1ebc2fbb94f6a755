import { expect, test } from '@playwright/test'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { organisation, programme, signInAs, takeSecondStep } from './personas.ts'

/** A citizen looks a scheme up with a browser without JavaScript; a program reads the same as a feed. The organisation has neither. */
test('a citizen reads what a scheme gives, and that nobody has checked it yet; a program reads the feed', async ({
  browser,
}) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  })
  const page = await context.newPage()
  await page.goto(programme('/'))
  await page.getByRole('link', { name: 'सरकारी योजनाएँ देखें' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('सरकारी योजनाएँ')
  await page.getByRole('link', { name: 'सामाजिक सुरक्षा पेंशन' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('सामाजिक सुरक्षा पेंशन')
  await expect(page.getByText('इन बातों की अभी जाँच नहीं हुई है')).toBeVisible()
  await expect(page.getByRole('link', { name: 'ssp.rajasthan.gov.in' })).toBeVisible()
  await context.close()

  const wide = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  await wide.goto(programme('/schemes/free-domestic-electricity'))
  await lookAt(wide, 'scheme-hi-1280')

  const at = (address: string) => `http://127.0.0.1:${new URL(address).port}/schemes/feed.json`
  const feed = await fetch(at(programme('/')))
  expect(feed.headers.get('set-cookie')).toBeNull()
  expect(((await feed.json()) as { schemes: unknown[] }).schemes).toHaveLength(12)
  const again = await fetch(at(programme('/')), { headers: { 'if-none-match': feed.headers.get('etag')! } })
  expect(again.status).toBe(304)
  expect((await fetch(at(organisation('/')))).status).toBe(404)
})

/** The organisation reads the same feed by the same address, as a citizen would; what it read says which version and on which day. */
test('an administrator says where the feed is read, and its schemes stand in the studio', async ({
  browser,
}) => {
  const page = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(page, 'administrator', '/studio/schemes')
  await page.getByLabel('Address of the feed').fill('http://10.0.0.1 /feed')
  await page.getByRole('button', { name: 'Keep the address and read' }).click()
  // What was typed waits for the second step, and its answer stands beside it.
  await takeSecondStep(page, 'administrator')
  await expect(page.getByLabel('Address of the feed')).toHaveValue('http://10.0.0.1 /feed')
  await expect(page.locator('#address-error')).toHaveText('Write a public address that begins with https://')
  // In the demonstration both editions stand on this machine; Node knows no names below localhost.
  const feed = `http://127.0.0.1:${new URL(programme('/')).port}/schemes/feed.json`
  await page.getByLabel('Address of the feed').fill(feed)
  await page.getByRole('button', { name: 'Keep the address and read' }).click()
  await expect(page.getByText('The address is kept.')).toBeVisible()
  await expect(async () => {
    await page.goto(organisation('/studio/schemes'))
    await expect(page.getByRole('heading', { name: 'Social security pension' })).toBeVisible({
      timeout: 1000,
    })
  }).toPass({ timeout: 30_000 })
  await expect(page.getByText('Version 1').first()).toBeVisible()
  await lookAt(page, 'studio-schemes-en-1280')
  await page.context().addCookies([{ name: 'language', value: 'hi', url: organisation('/') }])
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(organisation('/studio/schemes'))
  await lookAt(page, 'studio-schemes-hi-360')
})
