import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, type Page } from '@playwright/test'

const requireAsAxe = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))
const axeSource = readFileSync(join(dirname(requireAsAxe.resolve('axe-core')), 'axe.min.js'), 'utf8')

/** What of axe is used within the page. */
interface Axe {
  run(options: { readonly resultTypes: readonly string[] }): Promise<{
    readonly violations: readonly {
      readonly id: string
      readonly nodes: readonly { readonly html: string }[]
    }[]
  }>
}

/** How often a page was looked at: one that is looked at again brings axe along, since sending its half megabyte costs more than all it does. */
const looks = new WeakMap<Page, number>()

async function bringAxe(page: Page): Promise<void> {
  const look = (looks.get(page) ?? 0) + 1
  looks.set(page, look)
  if (look === 2) await page.addInitScript(axeSource)
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
}

/**
 * Fails when axe finds anything (WCAG 2.2 AA and best practices) on the page as it stands. All rules run; what they found in order is not
 * written out, and no second page is opened for what frames within the page would say, since there are none.
 */
export async function expectAccessible(page: Page): Promise<void> {
  expect(page.frames().length, `${page.url()}: a frame within the page, which axe would not see`).toBe(1)
  await bringAxe(page)
  const told = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe }
    // A colour on its way to another (dark mode was switched on) is no colour that anybody reads.
    const moving = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    await Promise.allSettled(moving.map(({ finished }) => finished))
    const { violations } = await axe.run({ resultTypes: ['violations'] })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    )
  })
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

/**
 * Keeps a picture among the test's results, for whoever works on a page; with UPDATE_PICTURES set, those that the README shows in docs/pictures.
 * `npm test`, after which nobody looks at them, takes none.
 */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.JOURNEY_PICTURES === 'none') return
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
