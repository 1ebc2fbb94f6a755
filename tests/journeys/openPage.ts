import { expect, type Browser, type Page } from '@playwright/test'
import { organisation } from './personas.ts'
import type { Language } from './words.ts'

/** How somebody looks at the organisation edition; whatever a journey of Playwright's `newContext` needs besides goes along. */
interface Look extends NonNullable<Parameters<Browser['newContext']>[0]> {
  readonly language: Language
  readonly width: number
  readonly height?: number
}

/**
 * For a page that is only looked at: nothing of it is kept on the phone. A volunteer's worker fetches all of her pages beforehand, which is more than
 * most looks cost; whatever works without a network, is sent later or is installed does without this.
 */
export const KEEPS_NOTHING = { serviceWorkers: 'block' } as const

/** A page of somebody's own: no cookies but the chosen language, and a finger instead of a mouse where it is a phone's width. */
export async function openPage(
  browser: Browser,
  { language, width, height = 800, ...more }: Look,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: width < 500, ...more })
  await context.addCookies([{ name: 'language', value: language, url: organisation('/') }])
  return context.newPage()
}

/** Waits until the page's script has taken it over: before, a key or a button that only a script answers does nothing. */
export const isAlive = (page: Page): Promise<void> => expect(page.locator('html.alive')).toBeAttached()
