import { expect, test } from '@playwright/test'
import { lookAt } from './look.ts'
import { organisation, programme } from './personas.ts'

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
