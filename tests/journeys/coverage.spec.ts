import { expect, test, type Browser, type Locator, type Page } from '@playwright/test'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { organisation, signInAs, takeSecondStep } from './personas.ts'
import { word, type Language } from './words.ts'

/** 25 s of clicking on a quiet machine; a starved one must not fail for want of time. */
test.describe.configure({ timeout: 300_000 })

/** A figure as it is written for people: 1,23,456. */
const number = (text: string): number => Number(text.replace(/[^\d]/g, ''))

const open = (browser: Browser, language: Language, width: number, colorScheme: 'light' | 'dark' = 'light') =>
  openPage(browser, {
    language,
    width,
    height: width < 500 ? 740 : 828,
    colorScheme,
    reducedMotion: 'reduce',
  })

const asked = (page: Page, name: string): string | null => new URL(page.url()).searchParams.get(name)
const rows = (page: Page): Locator => page.locator('#booths tbody tr')

/** How many rows a list says or shows that it has: the last figure of its pages' line, or the rows of its only page. */
async function found(page: Page): Promise<number> {
  const pages = page.locator('#booths nav')
  if (await pages.count())
    return number(/\S+$/.exec((await pages.innerText()).match(/[\d,]+(?!.*[\d,])/s)![0])![0])
  return rows(page).count()
}

/** Back, and not on until that page is there: the address changes before what one sees. */
async function backTo(page: Page, heading: string): Promise<void> {
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(heading)
}

/** Follows a number and finds exactly as many rows as it says. */
async function followNumber(page: Page, link: Locator): Promise<void> {
  const says = number(await link.innerText())
  const from = page.url()
  await link.click()
  await expect(page).not.toHaveURL(from)
  await expect(page).toHaveURL(/by=booth/)
  await expect.poll(() => found(page), { message: page.url() }).toBe(says)
}

test('a state coordinator narrows, sorts and goes down by address, and every number leads to its rows (en, 1280 px)', async ({
  browser,
}) => {
  const page = await open(browser, 'en', 1280)
  const say = (key: string, parameters?: Record<string, string | number>) => word('en', key, parameters)
  const chip = (label: string) =>
    page.getByRole('group', { name: say('coverage_filter') }).getByRole('link', { name: label, exact: true })
  const headingOf = (place: string): string =>
    say('coverage_booths_in_state', { place, state: say('design_state_verified') })
  await signInAs(page, 'state-coordinator', '/coverage')
  await expect(rows(page)).toHaveCount(41)
  await lookAt(page, 'coverage-state-en-1280')

  await page
    .getByRole('columnheader', { name: say('coverage_level_district') })
    .getByRole('link')
    .click()
  await expect(page).toHaveURL(/sort=name/)
  await expect(rows(page).first()).toContainText('Ajmer')
  await chip('Youth').click()
  await expect(page).toHaveURL(/wing=1/)
  await chip(say('design_state_verified')).click()
  await expect(page).toHaveURL(/state=verified/)
  // One choice keeps the others, in the address and on the page.
  for (const [name, value] of [
    ['sort', 'name'],
    ['wing', '1'],
    ['state', 'verified'],
  ] as const)
    expect(asked(page, name), name).toBe(value)
  await expect(rows(page).first()).toContainText('Ajmer')
  await expect(chip('Youth')).toHaveAttribute('aria-current', 'true')
  await expect(page.locator('#map-legend')).toHaveText(
    say('coverage_map_legend_state', { state: say('design_state_verified') }),
  )
  await lookAt(page, 'coverage-filtered-en-1280')

  // The map tells the same as the table, of the same state.
  const jaipur = rows(page).filter({ has: page.getByRole('link', { name: 'Jaipur', exact: true }) })
  const [share, booths] = [
    await jaipur.locator('td').nth(1).innerText(),
    await jaipur.locator('td').nth(2).innerText(),
  ]
  const area = page.locator('svg.map a[aria-label^="Jaipur:"]')
  await expect(area).toHaveAttribute(
    'aria-label',
    say('coverage_map_area_in_state', {
      place: 'Jaipur',
      state: say('design_state_verified'),
      share: share.trim(),
      count: booths.trim(),
    }),
  )

  // Down by the keyboard alone: the focused area is seen, Enter opens it.
  await area.focus()
  const outline = area.locator('use')
  const unfocused = await page
    .locator('svg.map a use')
    .last()
    .evaluate((use) => getComputedStyle(use).strokeWidth)
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  await expect(area).toBeFocused()
  // Polled: on a busy machine the style follows the focus a frame later.
  await expect
    .poll(async () => parseFloat(await outline.evaluate((use) => getComputedStyle(use).strokeWidth)))
    .toBeGreaterThan(parseFloat(unfocused))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Jaipur')
  for (const [name, value] of [
    ['sort', 'name'],
    ['wing', '1'],
    ['state', 'verified'],
  ] as const)
    expect(asked(page, name), name).toBe(value)
  await expect(rows(page)).toHaveCount(17)

  await followNumber(
    page,
    rows(page).filter({ hasText: 'Vidhyadhar Nagar' }).locator('td').nth(2).getByRole('link'),
  )
  await backTo(page, headingOf('Jaipur'))
  await expect(rows(page)).toHaveCount(17)
  await rows(page)
    .getByRole('link', { name: /Vidhyadhar Nagar/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Vidhyadhar Nagar')
  expect(asked(page, 'state')).toBe('verified')
  await expect(rows(page).first()).toContainText(say('design_state_verified'))
  // What targets count and what is missing to them are numbers with rows too.
  const summary = page.locator('header p a')
  for (const at of [0, 1, 2]) {
    await followNumber(page, summary.nth(at))
    await backTo(page, headingOf('Vidhyadhar Nagar'))
  }
  // People of a booth: as many lines as the number says.
  const people = rows(page).first().locator('td').nth(1).getByRole('link')
  const says = number(await people.innerText())
  await people.click()
  await expect(page).toHaveURL(/\/people\?.*state=counted/)
  await expect(page.locator('tbody tr')).toHaveCount(says)
  await backTo(page, headingOf('Vidhyadhar Nagar'))

  await rows(page).first().locator('th a').first().click()
  await expect(page.locator('#names')).toContainText(say('places_derived'))
  await lookAt(page, 'coverage-booth-en-1280')
  await page
    .getByRole('navigation', { name: say('design_breadcrumb') })
    .getByRole('link', { name: 'Rajasthan' })
    .click()
  await expect(rows(page)).toHaveCount(41)
  for (const [name, value] of [
    ['sort', 'name'],
    ['wing', '1'],
    ['state', 'verified'],
  ] as const)
    expect(asked(page, name), name).toBe(value)

  // The attribution leads to the licences, and the seven fills differ by their pattern when all colours are one.
  await page.evaluate(() => {
    for (const step of [1, 2, 3, 4, 5, 6, 7])
      document.documentElement.style.setProperty(`--ramp-${step}`, '#ddd')
  })
  const swatches = await page.locator('.classes .swatch').all()
  const drawn = await Promise.all(
    swatches.map(async (swatch) => (await swatch.screenshot()).toString('base64')),
  )
  expect(new Set(drawn).size).toBe(7)
  await page.getByRole('link', { name: say('coverage_map_credit') }).click()
  await expect(page).toHaveURL(/\/licences$/)
  await expect(page.getByRole('main')).toContainText(say('coverage_map_credit'))
  await lookAt(page, 'licences-en-1280')
  await page.context().close()
})

test('a constituency coordinator does the same with one thumb, and says what a booth is called (hi, 360 px)', async ({
  browser,
}) => {
  const page = await open(browser, 'hi', 360)
  const say = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
  await signInAs(page, 'constituency-coordinator', '/coverage')
  // The table comes before the map, to the eye and to the keyboard.
  const [table, map] = [await page.locator('#booths').boundingBox(), await page.locator('#map').boundingBox()]
  expect(table!.y).toBeLessThan(map!.y)

  // The figure of a state is the way to its rows.
  const vacant = page
    .getByRole('list', { name: say('coverage_states') })
    .getByRole('link')
    .first()
  const says = number((await vacant.innerText()).split('\n')[1]!)
  await vacant.click()
  await expect(page).toHaveURL(/state=vacant/)
  await expect.poll(() => found(page)).toBe(says)
  await lookAt(page, 'coverage-vacant-hi-360')

  await page.goto(organisation('/coverage/next'))
  await lookAt(page, 'coverage-next-hi-360')
  const next = page.locator('tbody tr').first()
  await next.locator('td').nth(1).getByRole('link').click()
  await expect(page).toHaveURL(/state=counted/)
  await backTo(page, say('coverage_next_title'))
  await next.locator('td').nth(2).getByRole('link').click()
  await expect(page).toHaveURL(/#map$/)
  await backTo(page, say('coverage_next_title'))
  await next.locator('th a').click()

  const names = page.locator('#names')
  await expect(names).toContainText(say('places_derived'))
  await names.getByText(say('places_correct'), { exact: true }).click()
  await names.getByLabel(say('places_name_hi')).fill('Library')
  await names.getByRole('button', { name: say('places_save') }).click()
  await expect(names.locator('#nameHi-error')).toContainText(say('places_name_hindi_script'))
  await expect(names.getByLabel(say('places_name_hi'))).toHaveValue('Library')
  await lookAt(page, 'coverage-name-refused-hi-360')
  await names.getByLabel(say('places_name_hi')).fill('सूरजमुखी पाठशाला')
  await names.getByRole('button', { name: say('places_save') }).click()
  await expect(names).toContainText(say('places_named'))
  await expect(names).not.toContainText(say('places_derived'))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('सूरजमुखी पाठशाला')

  // Without the right there is no button, and the door itself refuses, the second step done.
  await expect(page.locator('form[action="/coverage/export"]')).toHaveCount(0)
  await page.goto(organisation('/sign-in/second-step?next=%2Fcoverage'))
  await takeSecondStep(page, 'constituency-coordinator')
  await expect(page).toHaveURL(organisation('/coverage'))
  const status = await page.evaluate(async () => {
    const body = new URLSearchParams({ state: 'vacant' })
    return (await fetch('/coverage/export', { method: 'POST', body })).status
  })
  expect(status).toBe(403)
  await page.context().close()
})

test('the CSV wants the second step and then holds exactly the filtered rows; the page reads well in the dark', async ({
  browser,
}) => {
  const page = await open(browser, 'hi', 360, 'dark')
  await signInAs(page, 'administrator', '/coverage?state=claimed')
  await lookAt(page, 'coverage-dark-hi-360')
  await page.locator('form[action="/coverage/export"] button').click()
  await takeSecondStep(page, 'administrator')
  await page.goto(organisation('/coverage?state=claimed'))
  const claimed = page
    .getByRole('list', { name: word('hi', 'coverage_states') })
    .getByRole('link')
    .nth(1)
  const says = number((await claimed.innerText()).split('\n')[1]!)
  const download = page.waitForEvent('download')
  await page.locator('form[action="/coverage/export"] button').click()
  const file = await download
  expect(file.suggestedFilename()).toBe('coverage-rajasthan-claimed.csv')
  const lines = await (await file.createReadStream()).toArray()
  expect(Buffer.concat(lines).toString('utf8').trim().split('\r\n')).toHaveLength(says + 1)
  await page.context().close()
})
