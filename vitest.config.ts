import { defineConfig } from 'vitest/config'

/**
 * Rules that know neither database nor process nor clock: they need no PostgreSQL, and their files share workers, since none leaves
 * anything behind for another to find.
 */
const RULES = ['src/**/domain/**/*.test.ts', 'src/engines/**/*.test.ts', 'src/design/**/*.test.ts']
/**
 * Verbs on a database of their own: each file clones the template and closes it, and nothing of a file stands in the process. Their files share
 * workers too, since loading the house anew for each of them took a fifth of the time.
 */
const VERBS = [
  'src/modules/**/server/**/*.test.ts',
  ...['database', 'permissions', 'exchange', 'restructure'].map((part) => `tests/${part}/*.test.ts`),
]

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than the cores of a small machine: many tests wait for a process or PostgreSQL.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'rules', include: RULES, isolate: false } },
      {
        extends: true,
        test: {
          name: 'verbs',
          include: VERBS,
          isolate: false,
          globalSetup: ['tests/database/globalSetup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['src/**/*.test.ts', 'cli/**/*.test.ts', 'tests/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: [...RULES, ...VERBS, 'tests/journeys/**', 'node_modules/**'],
          globalSetup: ['tests/database/globalSetup.ts'],
        },
      },
    ],
  },
})
