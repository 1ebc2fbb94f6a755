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

test('the first visit of Today weighs at most 60 kB', async ({ browser, page }) => {
  await signInAs(page, 'booth-volunteer')
  const weight = await firstVisit(browser, organisation('/today'), await page.context().cookies())
  test.info().annotations.push({ type: 'bytes', description: JSON.stringify(weight) })
  expect(weight.html).toBeGreaterThan(500)
  expect(weight.total).toBeLessThanOrEqual(LIMIT)
})
