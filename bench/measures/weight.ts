import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { CHROMIUM } from '#tests/journeys/chromium.ts'
import { firstVisit } from '#tests/journeys/firstVisit.ts'
import { cookieOf, installation } from '../installation.ts'
import type { Line, Measure } from '../report.ts'

/** 6-experience.md: gzip bytes of HTML, JavaScript and CSS that a first visit may fetch. */
const LIMIT = 60 * 1024
const PAGES = ['/join', '/sign-in', '/today'] as const

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} kB`

export const weight: Measure = {
  title: 'First visit, over the network',
  about:
    'HTML, JavaScript and CSS after gzip that Chromium fetches with an empty cache, also what arrives late. Measured elsewhere: Zetkin’s register page 423 kB, Mobilizon’s core 395 kB. The journeys fail above the limit (tests/journeys/weight.spec.ts).',
  async run() {
    const bench = await installation()
    const browser = await chromium.launch(CHROMIUM)
    try {
      await bench.start()
      const web = `http://organisation.localhost:${bench.ports.organisation}`
      const volunteer = (await cookieOf(bench.ports, 'booth-volunteer')).split('; ').map((pair) => {
        const [name, value] = pair.split('=') as [string, string]
        return { name, value, url: web }
      })
      const lines: Line[] = []
      for (const page of PAGES) {
        const { html, js, css, total } = await firstVisit(browser, web + page, volunteer)
        lines.push({
          what: page,
          measured: `${kilobytes(total)} (HTML ${kilobytes(html)}, JS ${kilobytes(js)}, CSS ${kilobytes(css)})`,
          promised: `≤ ${kilobytes(LIMIT)}`,
          holds: total <= LIMIT,
        })
      }
      const worker = await (await fetch(`http://127.0.0.1:${bench.ports.organisation}/worker.js`)).text()
      lines.push({
        what: 'beside it, once: the worker that opens pages without a network',
        measured: kilobytes(gzipSync(worker, { level: 6 }).length),
        promised: '',
      })
      return lines
    } finally {
      await browser.close()
      await bench.stop()
      await bench.remove()
    }
  },
}
