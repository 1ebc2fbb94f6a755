import { expect, test, type Page } from '@playwright/test'
import { lookAt } from './look.ts'
import { openPage } from './openPage.ts'
import { organisation, signInAs } from './personas.ts'
import { giveTask, inPlain, kept, pathOf, report, reportsAt } from './phone.ts'
import { word } from './words.ts'

const hi = (key: string, parameters?: Record<string, string | number>) => word('hi', key, parameters)

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
  const page = await openPage(browser, { language: 'hi', width: 360 })
  const phone = page.context()
  await signInAs(page, 'booth-volunteer')
  await expect
    .poll(() => kept(page))
    .toEqual(expect.arrayContaining([pathOf(first), pathOf(second), '/messages']))

  // Without a network her inbox opens too, and what she reports waits.
  await phone.setOffline(true)
  await page.goto(organisation('/messages'))
  await expect(page.getByRole('heading', { level: 1, name: hi('outreach_my_title') })).toBeVisible()
  await lookAt(page, 'offline-messages-hi-360')
  await report(page, first, 'पाँच पंखे')

  // Her sign-in is ended from another phone: the page says so and what waits, in a number only.
  const other = await openPage(browser, { language: 'hi', width: 360 })
  await signInAs(other, 'booth-volunteer')
  await other.goto(organisation('/account'))
  await other.getByRole('button', { name: hi('accounts_sign_out_everywhere') }).click()
  await phone.setOffline(false)
  await page.goto(organisation('/sign-in'))
  await expect(page.getByText(hi('accounts_ended_elsewhere'))).toBeVisible()
  await eventually(page.locator('[data-waits]')).toContainText(hi('offline_waits_here', { count: 1 }))
  await lookAt(page, 'offline-sign-in-waits-hi-360')
  expect(await inPlain(page)).not.toContain('पंखे')

  // Meanwhile the app has a new version, whose worker takes over while the report waits.
  expect(await update(page)).toContain('?next')
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

/** Puts another worker in the place of the one that is, as an update does, and waits until it has the pages. */
const update = (page: Page): Promise<string | undefined> =>
  page.evaluate(async () => {
    const taken = new Promise((go) => navigator.serviceWorker.addEventListener('controllerchange', go))
    await navigator.serviceWorker.register('/worker.js?next')
    await taken
    return navigator.serviceWorker.controller?.scriptURL
  })
