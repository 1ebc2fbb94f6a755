import type { Command } from 'commander'
import { DATABASE_HELP } from './environmentHelp.ts'

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description(
      "bring one edition's database to this version; safe to repeat and to run from several machines",
    )
    .addHelpText(
      'after',
      `${DATABASE_HELP}
  DATABASE_OWNER_URL, PROGRAMME_DATABASE_OWNER_URL
                            the role that owns the tables; only this command and set-up know it`,
    )
    .action(async () => {
      const { migrateEdition } = await import('../migrateEdition.ts')
      await migrateEdition()
    })
}
