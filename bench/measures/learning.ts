import { gzipSync } from 'node:zlib'
import { chromium, type Page } from '@playwright/test'
import { replay, type Grade, type Turn } from '#engines/recall/index.ts'
import { CHROMIUM } from '#tests/journeys/chromium.ts'
import { cookieOf, installation } from '../installation.ts'
import { percentile } from '../percentile.ts'
import { milliseconds, type Line, type Measure } from '../report.ts'

/** The figures. */
const PACK = 300 * 1024
const INDEX = 30 * 1024
const OPENS_MS = 100
const RUNS = 20
/** Somebody who has passed the whole starter catalogue and recalled for a year: cards, and turns of each. */
const CARDS = 160
const TURNS = 12
/** What Today may spend on counting due cards. */
const REPLAY_MS = 50

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} kB`

export const learning: Measure = {
  title: 'Learning',
  about: `The starter catalogue as \`npm start\` loads it, as a volunteer’s phone gets it. A pack is a lesson’s page and its pictures, packed; opened without a network in Chromium
by its worker, from the tap until the page stands, ${RUNS} times. Recall is the replay of ${CARDS} cards of ${TURNS} turns each, which every opening of Today and of the recall pays.`,
  async run() {
    const bench = await installation()
    const browser = await chromium.launch(CHROMIUM)
    try {
      await bench.start()
      const web = `http://organisation.localhost:${bench.ports.organisation}`
      const context = await browser.newContext({ viewport: { width: 360, height: 800 } })
      await context.addCookies(
        (await cookieOf(bench.ports, 'booth-volunteer')).split('; ').map((pair) => {
          const [name, value] = pair.split('=') as [string, string]
          return { name, value, url: web }
        }),
      )
      const page = await context.newPage()
      await page.goto(`${web}/learn`)
      const paths = await page
        .locator('a[data-lesson]')
        .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname))
      const packs: number[] = []
      for (const path of paths) packs.push(await packOf(page, web + path))
      const index = gzipSync(await textOf(page, `${web}/learn`), { level: 6 }).length
      const script = gzipSync(await textOf(page, `${web}/learn.js`), { level: 6 }).length
      const opened = await openedOffline(page, web, paths)
      const replays = Array.from({ length: RUNS }, () => replayed())
      const [largest, opens, counted] = [
        Math.max(...packs),
        percentile(opened, 0.95),
        percentile(replays, 0.95),
      ]
      return [
        { what: `lessons in the catalogue`, measured: String(paths.length), promised: '' },
        {
          what: 'the largest pack',
          measured: kilobytes(largest),
          promised: `≤ ${kilobytes(PACK)}`,
          holds: largest <= PACK,
        },
        {
          what: 'all packs together',
          measured: kilobytes(packs.reduce((sum, bytes) => sum + bytes, 0)),
          promised: '',
        },
        {
          what: 'the catalogue’s index, packed',
          measured: kilobytes(index),
          promised: `≤ ${kilobytes(INDEX)}`,
          holds: index <= INDEX,
        },
        { what: 'beside it, once: the script of learning', measured: kilobytes(script), promised: '' },
        {
          what: 'a kept lesson opens without a network: p95',
          measured: milliseconds(opens),
          promised: `≤ ${OPENS_MS} ms`,
          holds: opens <= OPENS_MS,
        },
        {
          what: `${CARDS * TURNS} turns replayed: p95`,
          measured: milliseconds(counted),
          promised: `≤ ${REPLAY_MS} ms`,
          holds: counted <= REPLAY_MS,
        },
      ] satisfies Line[]
    } finally {
      await browser.close()
      await bench.stop()
      await bench.remove()
    }
  },
}

/** Asked by the page itself: its browser knows where the made-up host lies, Node does not everywhere. */
const textOf = (page: Page, address: string): Promise<string> =>
  page.evaluate(async (from) => (await fetch(from, { headers: { accept: 'text/html' } })).text(), address)

/** Bytes of a lesson's page and pictures, as they come packed. */
async function packOf(page: Page, address: string): Promise<number> {
  const text = await textOf(page, address)
  const pictures = [...text.matchAll(/src="(\/learn\/picture\/[^"]+)"/g)].map(
    ([, path]) => new URL(path!, address).href,
  )
  let bytes = gzipSync(text, { level: 6 }).length
  for (const picture of new Set(pictures))
    bytes += await page.evaluate(
      async (from) => (await (await fetch(from)).arrayBuffer()).byteLength,
      picture,
    )
  return bytes
}

/** Keeps all courses on the phone, cuts the network and opens lessons. @returns milliseconds until each page stood */
async function openedOffline(page: Page, web: string, paths: readonly string[]): Promise<readonly number[]> {
  await page.goto(`${web}/today`)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.goto(`${web}/learn`)
  await page.locator('button[data-keep-course]').first().waitFor()
  for (const button of await page.locator('button[data-keep-course]').all()) await button.click()
  await page.waitForFunction(
    (count) => document.querySelectorAll('[data-kept-mark]:not([hidden])').length === count,
    paths.length,
    { timeout: 60_000 },
  )
  await page.context().setOffline(true)
  const times: number[] = []
  for (let nth = 0; nth < RUNS; nth++) {
    await page.goto(web + paths[nth % paths.length]!)
    times.push(
      await page.evaluate(() => {
        const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
        return entry!.domContentLoadedEventEnd
      }),
    )
  }
  return times
}

/** Milliseconds of one person's whole replay. */
function replayed(): number {
  const cards = Array.from({ length: CARDS }, (_, card) =>
    Array.from({ length: TURNS }, (_, nth): Turn => ({
      id: `${card}-${nth}`,
      grade: ((card + nth) % 5 === 0 ? 1 : 3) as Grade,
      at: new Date(Date.UTC(2026, 0, 1 + nth * 30, card % 24)),
    })),
  )
  const began = performance.now()
  for (const turns of cards) replay(turns)
  return performance.now() - began
}
