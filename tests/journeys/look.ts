import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Fails when axe finds anything (WCAG 2.2 AA and best practices) on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  )
  expect(told, page.url()).toEqual([])
}

/** Fails when the page can be scrolled sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, page.url()).toBeLessThanOrEqual(0)
}

/** Keeps a picture: in docs/pictures when UPDATE_PICTURES is set (the README shows them), else among the test's results. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.UPDATE_PICTURES ? 'docs/pictures' : 'test-results/pictures'
  await page.screenshot({ path: `${folder}/${name}.png` })
}

/** Everything a page owes its visitor, checked wherever a journey stops to look. */
export async function lookAt(page: Page, name: string): Promise<void> {
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await picture(page, name)
}
