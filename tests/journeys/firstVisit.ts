import { gzipSync } from 'node:zlib'
import type { Browser } from '@playwright/test'

/** What a first visit fetches with an empty cache: bytes after gzip, and how many files. */
export interface FirstVisit {
  readonly html: number
  readonly js: number
  readonly css: number
  readonly total: number
  /** How many documents, scripts and stylesheets came. */
  readonly requests: number
}

const KINDS = { document: 'html', script: 'js', stylesheet: 'css' } as const

/**
 * Opens a page in a fresh browser context and weighs every document, script and stylesheet that came, also those that arrived late.
 * @param cookies sign-in of the visitor, for pages behind it
 */
export async function firstVisit(
  browser: Browser,
  address: string,
  cookies: Parameters<Awaited<ReturnType<Browser['newContext']>>['addCookies']>[0] = [],
): Promise<FirstVisit> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  await context.addCookies(cookies)
  const page = await context.newPage()
  const bytes = { html: 0, js: 0, css: 0 }
  const weighing: Promise<void>[] = []
  page.on('response', (response) => {
    const kind = KINDS[response.request().resourceType() as keyof typeof KINDS]
    if (!kind || response.status() !== 200) return
    weighing.push(response.body().then((body) => void (bytes[kind] += gzipSync(body, { level: 6 }).length)))
  })
  await page.goto(address, { waitUntil: 'networkidle' })
  await Promise.all(weighing)
  await context.close()
  return { ...bytes, total: bytes.html + bytes.js + bytes.css, requests: weighing.length }
}
