import { defineConfig } from '@playwright/test'
import { CHROMIUM } from './tests/journeys/chromium.ts'

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
    { name: 'journeys', testIgnore: '**/journeys/garbage/*' },
    { name: 'garbage', testMatch: '**/journeys/garbage/*.spec.ts' },
  ],
  use: { launchOptions: CHROMIUM, locale: 'hi-IN', timezoneId: 'Asia/Kolkata', trace: 'retain-on-failure' },
})
