import { defineConfig } from '@playwright/test'
import { CHROMIUM } from './tests/journeys/chromium.ts'

/** About half of the time, by `list`'s own clock: `npm test` runs these beside the others, each half on an installation of its own. */
const SECOND_HALF = [
  'walk',
  'coverage',
  'join',
  'garbage',
  'answers',
  'tasks',
  'design',
  'credentials',
  'edges',
  'weight',
  'campaigns',
  'channels',
].map((name) => `**/${name}.spec.ts`)
const half = process.env.JOURNEYS_HALF
const notNow = half === '1' ? SECOND_HALF : []
const onlyNow = half === '2' ? SECOND_HALF : '**/*.spec.ts'

export default defineConfig({
  testDir: 'tests/journeys',
  globalSetup: './tests/journeys/installation.ts',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 180_000,
  forbidOnly: true,
  outputDir: 'test-results',
  // Garbage comes last: what it lets through changes the made-up organisation in which the journeys find their way.
  projects: [
    { name: 'journeys', testMatch: onlyNow, testIgnore: ['**/journeys/garbage/*', ...notNow] },
    { name: 'garbage', testDir: 'tests/journeys/garbage', testMatch: onlyNow, testIgnore: notNow },
  ],
  // A trace of every step costs a fifth of the time: of a journey that failed, `playwright test --trace=on NAME` makes one.
  use: {
    launchOptions: CHROMIUM,
    // What hangs says where, instead of using up the journey's time.
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    locale: 'hi-IN',
    timezoneId: 'Asia/Kolkata',
    screenshot: 'only-on-failure',
  },
})
