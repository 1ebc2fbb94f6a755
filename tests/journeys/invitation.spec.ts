import { expect, test } from '@playwright/test'
import { expectNoSidewaysScroll } from './look.ts'
import { signInAs } from './personas.ts'

const sent = (href: string | null) => new URL(href!).searchParams.get('text')!

test('an invitation is sent in the words that stand in the box, letter by letter', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await signInAs(page, 'constituency-coordinator', '/invitations/new')
  await page.getByRole('button', { name: 'लिंक बनाएँ' }).click()
  const whatsapp = page.getByRole('link', { name: 'WhatsApp पर भेजें' })
  const words = page.getByLabel('अपने शब्दों में बुलाएँ')
  await expect(words).toHaveValue('')
  const link = sent(await whatsapp.getAttribute('href'))
  expect(link).toMatch(/^http.*\/join\/\w+$/)

  await words.fill('हमारे गाँव का स्कूल')
  await expect(async () => {
    expect(sent(await whatsapp.getAttribute('href'))).toBe(`हमारे गाँव का स्कूल\n${link}`)
  }).toPass()
  await expect(page.getByRole('button', { name: 'संदेश तैयार करें' })).toHaveCount(0)

  await page.getByRole('link', { name: 'इसे लें' }).click()
  await expect(words).not.toHaveValue('हमारे गाँव का स्कूल')
  expect(sent(await whatsapp.getAttribute('href'))).toBe(`${await words.inputValue()}\n${link}`)
  await expectNoSidewaysScroll(page)
})

test('without JavaScript the words are prepared by one press, and too many are refused, not cut', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await signInAs(page, 'constituency-coordinator', '/invitations/new')
  await page.getByRole('button', { name: 'लिंक बनाएँ' }).click()
  const whatsapp = page.getByRole('link', { name: 'WhatsApp पर भेजें' })
  await page.fill('[name=words]', 'अपनी बात')
  await page.getByRole('button', { name: 'संदेश तैयार करें' }).click()
  expect(sent(await whatsapp.getAttribute('href'))).toMatch(/^अपनी बात\n/)
  await page.fill('[name=words]', 'अ'.repeat(501))
  await page.getByRole('button', { name: 'संदेश तैयार करें' }).click()
  await expect(page.locator('[name=words]')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.locator('[name=words]')).toHaveValue('अ'.repeat(501))
  await context.close()
})

test('the volunteer card makes itself at the first visit and prints alone, as large as a bank card', async ({
  page,
}) => {
  await signInAs(page, 'booth-volunteer', '/card')
  await expect(page.locator('.volunteer-card svg[role=img]')).toBeVisible()
  await expect(page.getByRole('link', { name: 'जाँच का पता' })).toHaveAttribute('href', /\/check\//)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/g)]
  expect(boxes).toHaveLength(1)
  const [width, height] = boxes[0]!.slice(1).map((points) => (Number(points) / 72) * 25.4)
  expect(width).toBeCloseTo(85.6, 0)
  expect(height).toBeCloseTo(54, 0)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('heading', { level: 1 })).toBeHidden()
})
