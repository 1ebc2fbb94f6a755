import { expect, test } from '@playwright/test'
import { lookAt } from './look.ts'
import { organisation, signInAs } from './personas.ts'
import { word } from './words.ts'

test('who left sees on every page of members that she has, what stays hers and the way back in (360 px)', async ({
  page,
}) => {
  await page.context().addCookies([{ name: 'language', value: 'hi', url: organisation('/') }])
  await page.setViewportSize({ width: 360, height: 740 })
  // Nobody needs her afterwards (playwright.config.ts). By the phone's code who left comes in no more; by the demo's link, as by a passkey, she does.
  await signInAs(page, 'womens-coordinator', '/my-data')
  await page.locator('details:has(form[action="?/leave"]) summary').click()
  await page.check('#sure-leave')
  await page.locator('form[action="?/leave"] button').click()
  await expect(page).toHaveURL(/goodbye/)
  await signInAs(page, 'womens-coordinator', '/today')
  const left = word('hi', 'people_next_left')
  for (const path of [
    '/today',
    '/tasks',
    '/messages/channels',
    '/my-booth',
    '/card',
    '/camps',
    '/learn',
    '/kit',
  ]) {
    await page.goto(organisation(path))
    await expect(page.locator('main h2'), path).toHaveText([left])
    await expect(page.locator('main form'), path).toHaveCount(0)
  }
  await lookAt(page, 'who-left-hi-360')
  // What was hers can still be read.
  for (const path of ['/my-data', '/messages', '/outbox']) {
    await page.goto(organisation(path))
    await expect(page.locator('#left'), path).toHaveCount(0)
  }
  await page.goto(organisation('/tasks'))
  await page.getByRole('link', { name: word('hi', 'people_left_join') }).click()
  await expect(page.locator('[name=name]')).toBeVisible()
})
