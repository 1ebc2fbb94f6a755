import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { TAP } from '#tests/builders/links.ts'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { ask } from './ownersEyes.ts'
import { newestCode, organisation } from './personas.ts'

/** As a campaign's kit would mint it: this room has no page for it. */
async function mint(code: string): Promise<void> {
  await ask('organisation', 'delete from links.total where code = $1', [code])
  await ask('organisation', 'delete from links.click where code = $1', [code])
  await ask('organisation', 'delete from links.link where code = $1', [code])
  await ask(
    'organisation',
    `insert into links.link (code, owner, owner_id, target, made_at) values ($1, 'campaigns.kit', $2, '/join', now())`,
    [code, randomUUID()],
  )
}
const counted = async (code: string): Promise<Record<string, number>> => {
  const rows = await ask<{ kind: string; clicks: number }>(
    'organisation',
    'select kind, clicks::int as clicks from links.total where code = $1',
    [code],
  )
  return Object.fromEntries(rows.map(({ kind, clicks }) => [kind, clicks]))
}

/** Somebody taps a link in a forward, joins, and the link has brought one; then it is withdrawn, and says so. */
test('a tapped link leads to the form, counts one human and one who joined, and becomes a notice', async ({
  browser,
}) => {
  const code = 'jgrn247'
  await mint(code)
  // Chromium without a window calls itself so, and is rightly taken for a machine.
  const citizen = await openPage(browser, { language: 'hi', width: 360, userAgent: TAP['user-agent']! })
  await citizen.goto(organisation(`/s/${code}`))
  await expect(citizen).toHaveURL(organisation(`/join?via=${code}`))
  // Node knows no names below localhost.
  const preview = `http://127.0.0.1:${new URL(organisation('/')).port}/s/${code}`
  await fetch(preview, { headers: { 'user-agent': 'WhatsApp/2.25.20.80 A' }, redirect: 'manual' })
  expect(await counted(code)).toEqual({ human: 1, preview: 1 })

  const phone = `98${String(Date.now()).slice(-8)}`
  await citizen.fill('[name=name]', 'कमला देवी')
  await citizen.fill('[name=phone]', phone)
  await citizen.fill('[name=boothQuery]', 'sangatpura')
  await citizen.click('button[formaction^="?/find"]')
  await citizen.locator('input[name=boothId]').first().check()
  await citizen.check('[name=adult]')
  await citizen.check('[name=membership]')
  await citizen.getByRole('button', { name: 'आगे: कोड पाएँ' }).click()
  await expect(citizen).toHaveURL(/\/sign-in\/code/)
  await citizen.fill('[name=code]', await newestCode(citizen, phone))
  await citizen.keyboard.press('Enter')
  await expect(citizen.getByRole('heading', { level: 1 })).toHaveText('स्वागत है, कमला देवी')
  await expect.poll(() => counted(code), { timeout: 15_000 }).toEqual({ human: 1, preview: 1, joined: 1 })

  await ask(
    'organisation',
    `update links.link set ended_at = now(), ended_because = 'recalled', title_hi = 'पुराने आँकड़े वाला वीडियो', title_en = 'The film with an old figure', correction = '/join' where code = $1`,
    [code],
  )
  const reader = await browser.newContext({
    viewport: { width: 360, height: 740 },
    userAgent: TAP['user-agent']!,
    javaScriptEnabled: true,
  })
  const page = await reader.newPage()
  await page.goto(organisation(`/s/${code}`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('यह सामग्री वापस ले ली गई है')
  await expect(page.getByText('The film with an old figure')).toBeVisible()
  await lookAt(page, 'link-recalled-360')
  expect(await reader.cookies()).toEqual([])
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await lookAt(page, 'link-recalled-dark-1280')
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(organisation('/s/2222222'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('यह लिंक यहाँ नहीं है')
  await lookAt(page, 'link-unknown-1280')
})
