import type { Command } from 'commander'
import { asTyped } from '../asTyped.ts'
import { editionOption } from './editionOption.ts'
import { DATABASE_HELP } from './environmentHelp.ts'

export function registerBackup(program: Command): void {
  program
    .command('backup')
    .argument('<target>', 'a new folder, or a new file ending in .tar', asTyped)
    .description('write one moment of an edition, database and files, without stopping it; needs no pg_dump')
    .addOption(editionOption())
    .option('--with-keys', 'also write <target>.keys.json (0600): keep it away from the backup')
    .addHelpText(
      'after',
      `${DATABASE_HELP}\n  DATABASE_OWNER_URL        the owner role, which sees every row\n\nWith no database configured it backs up the embedded one of "npm start".`,
    )
    .action(async (target: string, wishes: object) => {
      const { backup } = await import('../operate/backup.ts')
      await backup(target, wishes)
    })
}
