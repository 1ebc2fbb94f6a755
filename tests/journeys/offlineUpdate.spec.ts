import { expect, test, type Page } from '@playwright/test'
import { WHOLE_CHROMIUM } from './chromium.ts'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { newestCode, organisation, signInAs, takeSecondStep } from './personas.ts'
import { giveTask, inPlain, kept, pathOf, report, reportsAt } from './phone.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)

/** A worker that takes another's place in the midst of its work is tried in the browser that people have. */
test.use({ launchOptions: WHOLE_CHROMIUM })

/** What the worker does behind the page, and tells it: on a busy machine it takes its time. */
const eventually = expect.configure({ timeout: 30_000 })

test('a new version of the app, a session that was ended elsewhere and a store that does not open lose nothing that waits (hi, 360 px)', async ({
  browser,
}) => {
  test.slow()
  const coordinator = await openPage(browser, { language: 'en', width: 1280 })
  await signInAs(coordinator, 'constituency-coordinator')
  const stamp = String(Date.now() % 100_000)
  const first = await giveTask(coordinator, `पंखे गिनें ${stamp}`)
  const second = await giveTask(coordinator, `नल गिनें ${stamp}`)
  const third = await giveTask(coordinator, `खिड़कियाँ गिनें ${stamp}`)
  const page = await openPage(browser, { language: 'hi', width: 360 })
  const phone = page.context()
  await signInAs(page, 'booth-volunteer')
  await eventually
    .poll(() => kept(page))
    .toEqual(expect.arrayContaining([pathOf(first), pathOf(second), pathOf(third), '/messages']))

  // Opened while nothing changes: Playwright's Chromium loses a visit that an old worker answers when a new one takes over (Chromium by itself lost none of 85).
  const holder = await phone.newPage()
  await holder.goto(organisation('/sign-in/help'))

  // A new version takes over in the very moment in which what waits goes out: it arrives, and once.
  await phone.setOffline(true)
  await report(page, third, 'चार खिड़कियाँ')
  await phone.setOffline(false)
  expect(await update(page, 'soon')).toContain('?soon')
  await eventually.poll(() => reportsAt(coordinator, third)).toBe(1)
  await page.goto(organisation('/outbox'))
  await eventually(page.locator('#outbox-list [data-state="sent"]:visible')).toHaveCount(1)
  await eventually(page.locator('#outbox-list > li')).toHaveCount(1)

  // While something holds the phone's store, a page comes nevertheless: no white one for ever.
  await holdStore(holder)
  await phone.setOffline(true)
  await page.goto(organisation('/messages'), { timeout: 20_000 })
  await expect(page.getByRole('heading', { name: hi('offline_away_title') })).toBeVisible()
  await holder.close()

  // Without a network her inbox opens too, as soon as the store is free, and what she reports waits.
  await expect(async () => {
    await page.goto(organisation('/messages'), { timeout: 20_000 })
    await expect(page.getByRole('heading', { level: 1, name: hi('outreach_my_title') })).toBeVisible()
  }).toPass({ timeout: 60_000 })
  await lookAt(page, 'offline-messages-hi-360')
  // A worker that waits for the last work of the one before may take over in this very moment: then Playwright loses the visit, as above.
  await expect(() => page.goto(organisation(pathOf(first)), { timeout: 20_000 })).toPass({ timeout: 60_000 })
  await report(page, first, 'पाँच पंखे', false)

  // Her sign-in is ended from another phone: the page says so and what waits, in a number only.
  const other = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(other, 'booth-volunteer')
  await other.goto(organisation('/account'))
  await other.getByRole('button', { name: hi('accounts_sign_out_everywhere') }).click()
  await expect(other).toHaveURL(/\/sign-in/)
  await phone.setOffline(false)
  await page.goto(organisation('/sign-in'))
  await expect(page.getByText(hi('accounts_ended_elsewhere'))).toBeVisible()
  await eventually(page.locator('[data-waits]')).toContainText(hi('offline_waits_here', { count: 1 }))
  await lookAt(page, 'offline-sign-in-waits-hi-360')
  expect(await inPlain(page)).not.toContain('पंखे')

  // Meanwhile the app has a new version, whose worker takes over while the report waits.
  expect(await update(page, 'next')).toContain('?next')
  await eventually(page.locator('[data-waits]')).toContainText(hi('offline_waits_here', { count: 1 }))

  // Somebody else on this phone sends nothing of hers; she herself does, by signing in.
  await signInAs(page, 'womens-coordinator')
  await page.goto(organisation('/outbox'))
  await expect(page.locator('#outbox-none')).toBeVisible()
  expect(await reportsAt(coordinator, first)).toBe(0)
  await signInAs(page, 'booth-volunteer')
  await eventually.poll(() => reportsAt(coordinator, first)).toBe(1)

  // An app that went back to an older version does not know the store: the pages and forms are the house's own then.
  await page.goto(organisation('/sign-in/help'))
  await page.evaluate(async () => {
    const request = indexedDB.open('karyakarta', 99)
    await new Promise((resolve) => request.addEventListener('success', resolve))
    request.result.close()
  })
  await report(page, second, 'तीन नल')
  await expect(page).toHaveURL(/done=sent/)
  expect(await reportsAt(coordinator, second)).toBe(1)
  for (const each of [phone, other.context(), coordinator.context()]) await each.close()
})

test('what waits on a phone whose owner’s record gave way to another of hers is hers still, and arrives once (hi, 360 px)', async ({
  browser,
}) => {
  test.slow()
  const coordinator = await openPage(browser, { language: 'hi', width: 1280 })
  await signInAs(coordinator, 'district-coordinator')
  await coordinator.goto(organisation('/people/duplicates'))
  const pair = await coordinator.locator('main a[href^="/people/duplicates/"][href*="-"]').first().getAttribute('href') // prettier-ignore
  const [stays, gives] = pair!.split('/').slice(-2) as [string, string]
  const number = await phoneOf(coordinator, gives)

  // As the record that will give way she corrects her name without a network.
  const page = await openPage(browser, { language: 'hi', width: 360 })
  const phone = page.context()
  await signInByCode(page, number, gives)
  await page.goto(organisation('/today'))
  await eventually.poll(() => kept(page)).toContain('/my-data/name')
  await phone.setOffline(true)
  await page.goto(organisation('/my-data/name'))
  await page.locator('#correct-name').fill('परीक्षा मिलान')
  await page.locator('#correct-name').press('Enter')
  await expect(page).toHaveURL(/\/outbox\?saved=/)

  // Meanwhile somebody says that her two records are one person: the sign-in of this one is over.
  await coordinator.goto(organisation(pair!))
  const merge = coordinator.getByRole('button', { name: hi('people_d_merge'), exact: true })
  await merge.click()
  await expect(coordinator.getByText(hi('people_d_merged'))).toBeVisible()
  await phone.setOffline(false)
  await page.goto(organisation('/today'))
  await expect(page).toHaveURL(/\/sign-in/)
  await eventually(page.locator('[data-waits]')).toContainText(hi('offline_waits_here', { count: 1 }))

  // Signed in as who she is now she finds it, and it arrives; where her two records bore different names she is asked first.
  await signInByCode(page, number, stays)
  await page.goto(organisation('/outbox'))
  const waits = page.locator('#outbox-list > li')
  const mine = waits.locator('[data-act="mine"]')
  await eventually(mine.or(waits.locator('[data-state="sent"]')).filter({ visible: true })).toBeVisible()
  await lookAt(page, 'offline-taken-over-hi-360')
  if (await mine.isVisible()) await mine.click()
  await eventually(waits.locator('[data-state="sent"]')).toBeVisible()
  await expect(waits).toHaveCount(1)
  await expect(waits).toContainText('परीक्षा मिलान')
  await page.goto(organisation('/my-data/name'))
  await expect(page.locator('#correct-name')).toHaveValue('परीक्षा मिलान')
  for (const each of [phone, coordinator.context()]) await each.close()
})

/** Somebody's number, as a coordinator opens it on her page. */
async function phoneOf(coordinator: Page, personId: string): Promise<string> {
  const open = async () => {
    await coordinator.goto(organisation(`/people/${personId}`))
    const why = coordinator.locator('.call select').first()
    if (await why.isVisible()) await why.selectOption({ index: 1 })
    await coordinator.locator('.call form button').first().click()
  }
  await open()
  await takeSecondStep(coordinator, 'district-coordinator')
  const call = coordinator.locator('a[href^="tel:"]').first()
  if (!(await call.isVisible())) await open()
  return (await call.getAttribute('href'))!.slice('tel:+91'.length)
}

/** Signs in by the code that was sent; of several people behind a number as one of them. */
async function signInByCode(page: Page, number: string, personId: string): Promise<void> {
  await page.goto(organisation('/sign-in'))
  await page.fill('#phone', number)
  await page.click('main form button')
  // The newest SMS may still be that of an earlier sign-in.
  await expect(async () => {
    await page.fill('#code', await newestCode(page, number))
    await page.click('main form button')
    await expect(page).not.toHaveURL(/\/sign-in\/code/, { timeout: 3_000 })
  }).toPass({ timeout: 30_000, intervals: [3_000] })
  if (page.url().includes('/sign-in/who')) await page.locator(`main button[value="${personId}"]`).click()
  await expect(page).not.toHaveURL(/\/sign-in/)
}

/**
 * Puts another worker in the place of the one that is, as an update does, and waits until it has the pages. A worker whose files did not all arrive is
 * given up by the browser, which asks for it again at the next visit: so does this.
 */
const update = (page: Page, version: string): Promise<string | undefined> =>
  page.evaluate(async (asked) => {
    const current = () => navigator.serviceWorker.controller?.scriptURL
    for (let visit = 0; visit < 4 && !current()?.endsWith(asked); visit++) {
      await navigator.serviceWorker.register(`/worker.js?${asked}`)
      for (let wait = 0; wait < 100 && !current()?.endsWith(asked); wait++)
        await new Promise((go) => setTimeout(go, 100))
    }
    return current()
  }, version)

/** Another tab that changes the phone's notes and does not come to an end, until it is closed. */
async function holdStore(holder: Page): Promise<void> {
  await holder.evaluate(
    () =>
      new Promise<void>((held) => {
        const request = indexedDB.open('karyakarta')
        request.onsuccess = () => {
          const notes = request.result.transaction('note', 'readwrite').objectStore('note')
          const goOn = () => {
            notes.get('kept').onsuccess = goOn
            held()
          }
          goOn()
        }
      }),
  )
}
