import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { firstVisit } from './firstVisit.ts'
import { organisation, signInAs } from './personas.ts'

/** 6-experience.md: HTML, JavaScript and CSS of a first visit, after gzip. */
const LIMIT = 60 * 1024

for (const path of ['/join', '/sign-in'])
  test(`the first visit of ${path} weighs at most 60 kB`, async ({ browser }) => {
    const weight = await firstVisit(browser, organisation(path))
    test.info().annotations.push({ type: 'bytes', description: JSON.stringify(weight) })
    expect(weight.html).toBeGreaterThan(500)
    expect(weight.total).toBeLessThanOrEqual(LIMIT)
  })

for (const path of [
  '/today',
  '/tasks',
  '/stories',
  '/camps',
  '/my-booth',
  '/card',
  '/badges',
  '/messages',
  '/learn',
  '/recall',
  '/outbox',
])
  test(`the first visit of ${path} weighs at most 60 kB, with all that works without a network`, async ({
    browser,
    page,
  }) => {
    // Not by way of a page, which would have all others fetched for the phone.
    await signInAs(page, 'booth-volunteer', '/worker.js')
    const weight = await firstVisit(browser, organisation(path), await page.context().cookies())
    // The worker is loaded after the page, and no page's response tells of it.
    const worker = await page.evaluate(async () => (await fetch('/worker.js')).text())
    const whole = weight.total + gzipSync(worker, { level: 6 }).length
    test.info().annotations.push({ type: 'bytes', description: JSON.stringify({ ...weight, whole }) })
    expect(weight.html).toBeGreaterThan(500)
    expect(worker.length).toBeGreaterThan(5000)
    expect(whole).toBeLessThanOrEqual(LIMIT)
  })

test('the first visit of a coordinator’s list brings what it uses: no schemas, and no script for each sentence', async ({
  browser,
  page,
}) => {
  await signInAs(page, 'state-coordinator')
  const weight = await firstVisit(browser, organisation('/people'), await page.context().cookies())
  test.info().annotations.push({ type: 'bytes', description: JSON.stringify(weight) })
  expect(weight.requests).toBeGreaterThan(10)
  expect(weight.requests).toBeLessThanOrEqual(80)
  expect(weight.js + weight.css).toBeLessThanOrEqual(105 * 1024)
})
