import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './look.ts'
import { organisation } from './personas.ts'

const PAGES = ['/design', '/design?mistakes=1', '/design/volunteer', '/design/coordinator']

/** The living page in a language, as a visitor who chose it would see it. */
async function choose(page: Page, language: 'hi' | 'en') {
  await page.context().addCookies([{ name: 'language', value: language, url: organisation('/') }])
}

for (const [language, colorScheme, width] of [
  ['hi', 'light', 360],
  ['hi', 'dark', 1280],
  ['en', 'light', 1280],
  ['en', 'dark', 360],
] as const)
  test(`axe finds nothing, and nothing runs over the edge: ${language}, ${colorScheme}, ${width} px`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    await choose(page, language)
    for (const path of PAGES) {
      await page.goto(organisation(path))
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await expectAccessible(page)
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        path,
      ).toBeLessThanOrEqual(0)
    }
  })

test('320 px, or a laptop zoomed four times in: no sideways scrolling', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 600 })
  for (const path of PAGES) {
    await page.goto(organisation(path))
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320)
  }
})

test('fingers get at least 48 px, or nearly: a line of text may round it down', async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
  for (const path of PAGES) {
    await page.goto(organisation(path))
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden])')]
        .map((target) => ({
          words: target.textContent?.trim(),
          box: (target.closest('label') ?? target).getBoundingClientRect(),
        }))
        .filter(({ box }) => box.width > 2 && box.height < 47)
        .map(({ words, box }) => `${words}: ${box.height}`),
    )
    expect(small, path).toEqual([])
  }
  await context.close()
})

test('what was typed and chosen before JavaScript arrived stays', async ({ page }) => {
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => (arrive = resolve))
  await page.route(/\.js$/, async (route) => {
    await arrived
    await route.continue()
  })
  await page.goto(organisation('/design'), { waitUntil: 'commit' })
  await page.fill('#name', 'पहले से लिखा')
  await page.fill('#words', 'यह भी')
  await page.selectOption('#district', 'b')
  await page.check('#agree')
  await page.check('#wing-first')
  await page.click('#lately summary')
  arrive()
  // Only a hydrated page shows the toast.
  await expect(async () => {
    await page.getByRole('button', { name: 'सूचना दिखाएँ' }).click()
    await expect(page.locator('.toast')).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(page.locator('#name')).toHaveValue('पहले से लिखा')
  await expect(page.locator('#words')).toHaveValue('यह भी')
  await expect(page.locator('#district')).toHaveValue('b')
  await expect(page.locator('#agree')).toBeChecked()
  await expect(page.locator('#wing-first')).toBeChecked()
  await expect(page.locator('#lately')).toHaveAttribute('open')
})

test('without JavaScript: dialog, menu, language', async ({ browser }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  })
  const page = await context.newPage()
  await page.goto(organisation('/design'))
  await page.click('#withdraw-opener')
  await expect(page.locator('#withdraw')).toBeVisible()
  await page.click('#withdraw .close')
  await expect(page.locator('#withdraw')).toBeHidden()
  await page.goto(organisation('/design/coordinator'))
  await page.click('summary')
  await expect(page.locator('.drawer a').first()).toBeVisible()
  await page.goto(organisation('/design?mistakes=1'))
  await page.click('button[name=language]')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  expect(page.url()).toBe(organisation('/design?mistakes=1'))
  await context.close()
})

test('by keyboard: past the header, into a dialog and back, to the field that is wrong', async ({ page }) => {
  await page.goto(organisation('/design'), { waitUntil: 'networkidle' })
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()
  await page.focus('#withdraw-opener')
  await page.keyboard.press('Enter')
  await expect(page.locator('#withdraw:modal')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.locator('#withdraw-opener')).toBeFocused()
  await page.goto(organisation('/design?mistakes=1'), { waitUntil: 'networkidle' })
  await expect(page.locator('.errors')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.locator('#phone')).toBeFocused()
})
