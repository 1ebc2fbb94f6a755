/**
 * Packages of dozens of small files that look for nothing beside themselves: a build takes them into its own pieces, the program's (bundleProgram.ts)
 * and the pages' (vite.config.ts). All others are loaded from where they are installed: some bring binaries or data, some few commands ask for.
 */
export const TAKEN_IN: string[] = [
  'kysely',
  'zod',
  'libphonenumber-js',
  '@opentelemetry/api',
  'pg-boss',
  'rate-limiter-flexible',
  'cron-parser',
  'luxon',
  'commander',
]
