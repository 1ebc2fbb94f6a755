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
  use: { launchOptions: CHROMIUM, locale: 'hi-IN', timezoneId: 'Asia/Kolkata', trace: 'retain-on-failure' },
})
