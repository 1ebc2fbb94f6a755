import { expect, test } from '@playwright/test'
import { organisation, programme, signInAs } from './personas.ts'
import { word } from './words.ts'

test.describe('where one is refused, or has been before', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('the other edition’s addresses lead to the house’s own page that says so', async ({ page }) => {
    for (const path of ['/join', '/coverage']) {
      const answer = await page.goto(programme(path))
      expect(answer?.status()).toBe(404)
      await expect(page.locator('h1')).toHaveText(word('hi', 'design_missing_title'))
    }
  })
})
