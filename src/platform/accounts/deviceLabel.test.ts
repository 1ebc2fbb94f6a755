import { expect, it } from 'vitest'
import { deviceLabel } from './deviceLabel.ts'

it.each([
  [
    'Mozilla/5.0 (Linux; Android 13; M2101K6P) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36',
    'Chrome · Android',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; SM-A155F) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36',
    'Samsung Internet · Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Version/17.4 Mobile Safari/604.1',
    'Safari · iPhone',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/124.0 Safari/537.36 Edg/124.0',
    'Edge · Windows',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0', 'Firefox · Linux'],
  ['Mozilla/5.0 (Mobile; LYF/F90M) Gecko/48.0 Firefox/48.0 KAIOS/2.5', 'Firefox · KaiOS'],
  ['curl/8.5', ''],
  ['', ''],
  ['x'.repeat(100_000), ''],
])('a browser is named coarsely: %s', (userAgent, label) => {
  expect(deviceLabel(userAgent)).toBe(label)
})
