import type { Command } from 'commander'
import { asTyped } from '../asTyped.ts'
import { editionOption } from './editionOption.ts'
import { DATABASE_HELP } from './environmentHelp.ts'

export function registerRestore(program: Command): void {
  program
    .command('restore')
    .argument('<source>', 'a backup: its folder or .tar file', asTyped)
    .description(
      'bring a backup back into an empty database; everything is checked before the first row is written',
    )
    .addOption(editionOption())
    .option('--keys <file>', 'the file that backup --with-keys wrote', asTyped)
    .option(
      '--set-aside',
      'embedded database only: rename what is there (nothing is removed) and restore beside it',
    )
    .addHelpText(
      'after',
      `${DATABASE_HELP}\n  DATABASE_OWNER_URL        the owner role of the empty database`,
    )
    .action(async (source: string, wishes: object) => {
      const { restore } = await import('../operate/restore.ts')
      await restore(source, wishes)
    })
}
