import { defineConfig } from '@playwright/test'
import { CHROMIUM } from './tests/journeys/chromium.ts'

// In a worker: its own installation, of those that the run has opened (tests/journeys/installation.ts).
const own = process.env[`JOURNEY_INSTALLATION_${process.env.TEST_PARALLEL_INDEX}`]
if (own) Object.assign(process.env, JSON.parse(own))

export default defineConfig({
  testDir: 'tests/journeys',
  globalSetup: './tests/journeys/installation.ts',
  fullyParallel: false,
  // `npm test` asks for two, each with an installation of its own: a worker that has done with a journey takes the next that waits.
  workers: 1,
  // Node reads TypeScript by itself; Playwright would write a thousand files anew first, and the whole of the built house that garbage reads.
  build: { external: ['**'] },
  retries: 0,
  // What holds holds at once; what a busy machine is slow to show may take its time.
  expect: { timeout: 15_000 },
  timeout: 180_000,
  forbidOnly: true,
  outputDir: 'test-results',
  // Garbage comes after the journeys: what it lets through changes the made-up organisation in which they find their way. Last comes whoever leaves it,
  // since garbage is tried by everybody.
  projects: [
    { name: 'journeys', testIgnore: ['**/journeys/garbage/*', '**/left.spec.ts'] },
    { name: 'garbage', testDir: 'tests/journeys/garbage' },
    { name: 'leaving', testMatch: '**/left.spec.ts' },
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
