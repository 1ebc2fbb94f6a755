import type { Command } from 'commander'

export function registerStart(program: Command): void {
  program
    .command('start')
    .description(
      'run both editions on this computer, with a PostgreSQL of their own and a made-up organisation',
    )
    .option('--fresh', 'begin anew: remove what earlier starts made')
    .addHelpText('after', HELP)
    .action(async ({ fresh = false }: { fresh?: boolean }) => {
      const { start } = await import('../start/start.ts')
      await start(fresh)
    })
}

const HELP = `
What it takes from the environment (all optional):
  PORT                the organisation's port          (3000)
  PROGRAMME_PORT      the programme's port             (3001)
  KARYAKARTA_PG_PORT  the embedded PostgreSQL's port   (54320)
  KARYAKARTA_HOME     where everything is kept         (.karyakarta)

Ctrl-C stops everything, PostgreSQL included; the next start keeps the data.
If one of its processes ends unexpectedly, all are stopped and the exit code is 1.
With DATABASE_URL or PROGRAMME_DATABASE_URL set it refuses: the made-up people and
their sign-in links exist only with the embedded database.`
