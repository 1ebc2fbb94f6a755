import { expect, test, type Page, type Route } from '@playwright/test'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { organisation, signInAs, takeSecondStep } from './personas.ts'
import { word } from './words.ts'

test.describe.configure({ timeout: 180_000 })

const say = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)
const button = (page: Page, key: string) => page.getByRole('button', { name: say(key), exact: true })

/** Verified people and booths of a constituency, as the API tells them. */
const coverage = (page: Page, place: string) =>
  page.evaluate(
    async (id) =>
      (await (await fetch(`/api/coverage?place=${id}`)).json()) as { people: number; counts: Record<string, number> }, // prettier-ignore
    place,
  )

test('an administrator brings a plan of booths, mends its bad line, sees what it does and applies it; nobody is lost and the history tells (hi, 1280 px)', async ({
  browser,
}) => {
  const page = await openPage(browser, { language: 'hi', width: 1280, height: 828 })
  page.setDefaultTimeout(60_000)
  await signInAs(page, 'administrator', '/coverage')
  await page.getByRole('link', { name: say('places_r_nav'), exact: true }).click()
  await takeSecondStep(page, 'administrator')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('places_r_title'))
  await lookAt(page, 'restructure-hi-1280')

  // Numbers that no earlier run gave (a home may be kept): the fresh parts carry the minute.
  const fresh = 20_000 + (Math.floor(Date.now() / 60_000) % 40_000)
  const plan = [
    'क्या,तारीख,पुरानी विधानसभा,पुराना बूथ,नया बूथ,नई विधानसभा,नाम हिन्दी,नाम अंग्रेज़ी,लोग',
    `बाँटें,2026-01-01,1,10,${fresh},,,,`,
    `विलय,2026-01-01,1,${fresh + 1},12,,,,`,
    `नया,2026-01-01,,,${fresh + 2},1,परीक्षा भवन,Pariksha Bhawan,`,
  ].join('\n')
  await page.setInputFiles('#file', { name: 'योजना.csv', mimeType: 'text/csv', buffer: Buffer.from(plan) })
  await button(page, 'places_r_send').click()
  // The line that names no booth is told, and nothing may be applied yet.
  await expect(page.locator('#faults')).toContainText(say('places_r_old_unknown'))
  // Thrown away it is only after one is asked, and that it was is said.
  const address = page.url()
  await page.getByRole('link', { name: say('places_r_discard'), exact: true }).click()
  await lookAt(page, 'restructure-discard-hi-1280')
  await page.getByRole('link', { name: say('places_r_discard_not'), exact: true }).click()
  await expect(page).toHaveURL(address)
  const other = await page.context().newPage()
  await other.goto(organisation('/places/restructure'))
  await other.setInputFiles('#file', { name: 'दूसरी.csv', mimeType: 'text/csv', buffer: Buffer.from(plan) })
  await button(other, 'places_r_send').click()
  await other.getByRole('link', { name: say('places_r_discard'), exact: true }).click()
  await button(other, 'places_r_discard_now').click()
  await expect(other.getByText(say('places_r_discarded_done'))).toBeVisible()
  await expect(other.locator('#earlier')).not.toContainText('दूसरी.csv')
  await other.close()
  await expect(button(page, 'places_r_apply')).toHaveCount(0)
  await lookAt(page, 'restructure-faults-hi-1280')
  const line = page.locator('#faults li').first()
  await line.locator('[name=what]').selectOption('merge')
  const pair = await standingPair(page)
  await line.locator('[name=oldBooth]').fill(String(pair.from.code))
  await line.locator('[name=newBooth]').fill(String(pair.to.code))
  const before = await coverage(page, pair.seat)
  await button(page, 'places_r_mend').click()
  await expect(page.locator('#faults')).toHaveCount(0)
  await expect(page.locator('#changes')).toContainText(pair.from.name)
  await lookAt(page, 'restructure-preview-hi-1280')
  // While it is under way its button says so, and another press is not sent.
  const applying: Route[] = []
  await page.route(/\?\/apply$/, (route) => void applying.push(route))
  await button(page, 'places_r_apply').click({ noWaitAfter: true })
  await expect(button(page, 'places_r_apply')).toHaveAttribute('aria-busy', 'true')
  await button(page, 'places_r_apply').click({ force: true })
  await lookAt(page, 'restructure-under-way-hi-1280')
  expect(applying).toHaveLength(1)
  // A request that hangs leaves no dead form: it is told of, and a press sends the same command once more.
  await expect(page.getByText(say('design_late'))).toBeVisible({ timeout: 30_000 })
  await expect(button(page, 'places_r_apply')).not.toHaveAttribute('aria-busy')
  await button(page, 'places_r_apply').click({ noWaitAfter: true })
  await expect(page.getByText(say('design_late'))).toHaveCount(0)
  await expect.poll(() => applying.length).toBe(2)
  expect(applying[1]!.request().postData()).toBe(applying[0]!.request().postData())
  await applying[1]!.continue()
  await expect(page.getByText(say('places_r_done'))).toBeVisible({ timeout: 60_000 })
  await lookAt(page, 'restructure-applied-hi-1280')
  // On a phone a row becomes a card: what says by itself what it is stands there once.
  await expect(page.locator('#changes td').filter({ hasText: say('places_r_history') })).not.toHaveCount(0)
  await expect(page.locator(`#changes td[data-label="${say('places_r_history')}"]`)).toHaveCount(0)
  // What taking it back would do is shown before anybody does: the merge stays, with its reason and a file for it.
  await page.getByRole('link', { name: say('places_u_offer'), exact: true }).click()
  await expect(page.locator('#kept')).toContainText(say('places_u_reason_mingled'))
  await expect(page.locator('#back')).toContainText(say('places_r_k_close'))
  await lookAt(page, 'undo-restructure-hi-1280')
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: say('places_u_file'), exact: true }).click()
  const kept = Buffer.concat(await (await (await download).createReadStream()).toArray()).toString('utf8')
  expect(kept).toContain(`,${pair.from.code},`)

  // The old booth's address answers with the one that took over, and its history says so.
  await page.goto(organisation(`/coverage?place=${pair.from.id}`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${pair.to.code}.`)
  await page.goto(organisation(`/places/${pair.from.id}`))
  await expect(page.locator('main')).toContainText(pair.to.name)
  await lookAt(page, 'place-history-hi-1280')
  await page.fill('input[name=on]', '2025-12-31')
  await button(page, 'places_r_show').click()
  await expect(page.locator('#then')).toContainText(pair.from.name)
  const after = await coverage(page, pair.seat)
  expect(after.people).toBe(before.people)
  const booths = (counts: Record<string, number>) => Object.values(counts).reduce((sum, n) => sum + n, 0)
  // One ended, two began.
  expect(booths(after.counts)).toBe(booths(before.counts) + 1)
  await page.context().close()
})

test('a volunteer whose booth is split is asked on Today which part is hers, stays counted until she says, and her coordinator sees the question (hi, 360 px)', async ({
  browser,
}) => {
  const her = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(her, 'booth-volunteer', '/my-booth')
  const [, code, seatName] = await boothOn(her)

  const page = await openPage(browser, { language: 'hi', width: 1280 })
  page.setDefaultTimeout(60_000)
  await signInAs(page, 'administrator', '/places/restructure')
  await takeSecondStep(page, 'administrator')
  const fresh = 61_000 + (Math.floor(Date.now() / 60_000) % 30_000)
  await page.locator('#one-what').selectOption('split')
  await page.fill('#one-date', '2026-01-01')
  await page.fill('#one-oldConstituency', seatName!)
  await page.fill('#one-oldBooth', code!)
  await page.fill('#one-newBooth', String(fresh))
  await button(page, 'places_r_single_do').click()
  await button(page, 'places_r_apply').click()
  await expect(page.getByText(say('places_r_done'))).toBeVisible({ timeout: 60_000 })

  await her.goto(organisation('/today'))
  const card = her.locator('#booth-change')
  await expect(card).toContainText(say('people_booth_split'))
  await lookAt(her, 'today-booth-split-hi-360')
  // Her coordinator sees that she has not said.
  const leader = await openPage(browser, { language: 'hi', width: 1280 })
  await signInAs(leader, 'constituency-coordinator', '/missing-booths')
  const question = leader.locator('section', { hasText: say('people_c_split_title') })
  await expect(question).toContainText(`बूथ ${code} ·`)
  await lookAt(leader, 'booth-questions-hi-1280')
  const waiting = await leader.locator('section[id^=question-]').count()
  // Without a choice the form says so; with one she stands there, and nothing is asked any more.
  await card.getByRole('button', { name: say('people_booth_split_save') }).click()
  const refused = her.locator('#booth-change')
  await expect(refused).toContainText(say('people_booth_change_choose'))
  // The list of faults leads to her choice, not to the choice of any booth further down.
  await her.locator('.errors a').click()
  await expect(her).toHaveURL(/#booth-change-part$/)
  await expect(refused.locator('#booth-change-part')).toContainText(say('people_booth_change_choose'))
  await lookAt(her, 'booth-split-refused-hi-360')
  await leader.locator('section[id^=question-]').first().getByRole('button', { name: say('people_c_split_save') }).click() // prettier-ignore
  await expect(leader.locator('section[id^=question-]').first()).toContainText(say('people_booth_change_choose')) // prettier-ignore
  await leader.goto(organisation('/missing-booths'))
  await her.locator('#booth-change').getByLabel(`बूथ ${fresh} ·`).check()
  await her
    .locator('#booth-change')
    .getByRole('button', { name: say('people_booth_split_save') })
    .click()
  await expect(her).toHaveURL(/\/today/)
  await expect(her.locator('#booth')).toContainText(`बूथ ${fresh} ·`)
  await expect(her.locator('#booth-change')).toHaveCount(0)
  await leader.reload()
  await expect(leader.locator('section[id^=question-]')).toHaveCount(waiting - 1)
  for (const each of [her, page, leader]) await each.context().close()
})

/** The booth on one's own page: its heading, number and constituency. */
async function boothOn(page: Page): Promise<readonly string[]> {
  const text = (await page.locator('main').innerText()).replace(/\s+/g, ' ')
  const code = /बूथ (\d+) ·/.exec(text)![1]!
  const seat = /मेरा बूथ (.+?) विधानसभा बूथ/.exec(text)![1]!
  return [text, code, seat]
}

interface Standing {
  readonly id: string
  readonly code: number
  readonly name: string
}

/** Two booths of the first constituency that stand now, those with most people: an earlier run may have merged others. */
async function standingPair(page: Page): Promise<{ seat: string; from: Standing; to: Standing }> {
  const tab = await page.context().newPage()
  await tab.goto(organisation('/coverage'))
  const seat = await tab.evaluate(async () => {
    const { areas } = (await (await fetch('/api/coverage?by=constituency')).json()) as { areas: { id: string; code: number }[] } // prettier-ignore
    return areas.find(({ code }) => code === 1)!.id
  })
  await tab.goto(organisation(`/coverage?place=${seat}&sort=people`))
  const rows = await tab.locator('main table a[href*="place="]').evaluateAll((links) =>
    links.map((link) => ({
      id: new URL((link as HTMLAnchorElement).href).searchParams.get('place')!,
      text: link.textContent!.trim(),
    })),
  )
  await tab.close()
  const booths = rows.flatMap(({ id, text }) => {
    const [, code, name] = /^(\d+)\.?\s+(.+)$/.exec(text) ?? []
    return code && name && code !== '10' ? [{ id, code: Number(code), name }] : []
  })
  expect(booths.length).toBeGreaterThan(1)
  return { seat, from: booths[0]!, to: booths[1]! }
}
