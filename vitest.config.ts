import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/**
 * Rules that know neither database nor process nor clock: they need no PostgreSQL, and their files share workers, since none leaves
 * anything behind for another to find.
 */
const RULES = ['src/**/domain/**/*.test.ts', 'src/engines/**/*.test.ts', 'src/design/**/*.test.ts']
/** Tests that start processes of the house and look at them from outside: nothing happens in their own, so they share workers too. */
const FROM_OUTSIDE = ['cli/**/*.test.ts', 'bench/**/*.test.ts', 'tests/{builders,faults,started}/*.test.ts']
/** Tests of what a process has but once (its environment, its clock, its modules, what it may show): each file has one to itself. */
const ALONE = [
  ...['demo', 'verifier'].map((room) => `src/${room}/**/*.test.ts`),
  'tests/wall/*.test.ts',
  ...['backup', 'database', 'demo', 'files', 'jobs', 'rendering', 'telemetry'].map(
    (part) => `src/platform/${part}/**/*.test.ts`,
  ),
  'src/platform/*.test.ts',
]

export default defineConfig({
  // As the `imports` of package.json say for Node: the messages as one module, which Node loads by itself, not three thousand for each worker.
  resolve: { conditions: ['node'] },
  test: {
    pool: 'forks',
    setupFiles: ['tests/seed.ts'],
    server: { deps: { external: [/\/src\/paraglide\//] } },
    // One more than the cores: many tests wait for a process or PostgreSQL.
    maxWorkers: availableParallelism() + 1,
    // For what hangs. How fast something is, `npm run bench` measures: no slow machine may fail a test.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'rules', include: RULES, isolate: false } },
      {
        extends: true,
        test: {
          // Verbs, doors and permissions, mostly on a database of their own: a file clones the template and closes it, and nothing of it stands in the
          // process. They share workers too, since loading the house anew for each of them took a fifth of the time.
          name: 'verbs',
          include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: [...RULES, ...FROM_OUTSIDE, ...ALONE, 'tests/journeys/**', 'node_modules/**'],
          isolate: false,
          globalSetup: ['tests/database/globalSetup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'processes',
          include: FROM_OUTSIDE,
          isolate: false,
          globalSetup: ['tests/database/globalSetup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'house',
          include: ALONE,
          globalSetup: ['tests/database/globalSetup.ts'],
        },
      },
    ],
  },
})
