import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const requireAsAxe = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))
const axeSource = readFileSync(join(dirname(requireAsAxe.resolve('axe-core')), 'axe.min.js'), 'utf8')

/**
 * Fails when axe finds anything (WCAG 2.2 AA and best practices) on the page as it stands. All rules run; what they found in order is not
 * written out, and no second page is opened for what frames within the page would say, since there are none.
 */
export async function expectAccessible(page: Page): Promise<void> {
  expect(page.frames().length, `${page.url()}: a frame within the page, which axe would not see`).toBe(1)
  const axe = new AxeBuilder({ page, axeSource }).options({ resultTypes: ['violations'] }).setLegacyMode()
  const { violations } = await axe.analyze()
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

/**
 * Fails when something to touch is lower than a finger (48 px; a line of text may round it down). Links within a sentence are spared
 * (WCAG 2.5.8), and what is hidden or folded away.
 */
export async function expectFingerSized(page: Page): Promise<void> {
  const small = await page.evaluate(() => {
    const inSentence = (target: Element) =>
      getComputedStyle(target).display === 'inline' &&
      [...(target.parentElement?.childNodes ?? [])].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      )
    // An area of a map is as small as the land; the table beside it has the same links.
    return [
      ...document.querySelectorAll(
        'a:not(svg a), button, summary, select, textarea, input:not([type=hidden])',
      ),
    ]
      .filter((target) => target.checkVisibility({ visibilityProperty: true }) && !inSentence(target))
      .map((target) => ({
        words: target.textContent?.trim() || target.id,
        box: (target.closest('label') ?? target).getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width > 2 && box.height < 47)
      .map(({ words, box }) => `${words}: ${Math.round(box.height)} px`)
  })
  // Soft: one run names every page.
  expect.soft(small, page.url()).toEqual([])
}

/** Keeps a picture among the test's results; with UPDATE_PICTURES set, those that the README shows in docs/pictures. */
export async function picture(page: Page, name: string): Promise<void> {
  const shown = `docs/pictures/${name}.png`
  const isShown = process.env.UPDATE_PICTURES && readFileSync('README.md', 'utf8').includes(shown)
  await page.screenshot({ path: isShown ? shown : `test-results/pictures/${name}.png` })
}

/** Everything a page owes its visitor, checked wherever a journey stops to look. */
export async function lookAt(page: Page, name: string): Promise<void> {
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  if ((page.viewportSize()?.width ?? 0) < 500) await expectFingerSized(page)
  await picture(page, name)
}
