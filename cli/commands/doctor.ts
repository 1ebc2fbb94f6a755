import type { Command } from 'commander'
import { asTyped } from '../asTyped.ts'
import { editionOption } from './editionOption.ts'
import { DATABASE_HELP } from './environmentHelp.ts'

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'look at everything that must hold and say what to do where it does not; exit code 0 only if all holds',
    )
    .addOption(editionOption())
    .option(
      '--wall',
      'prove that nothing crosses between the two editions, with a positive control for every door',
    )
    .option(
      '--other <file>',
      "with --wall on configured databases: the other edition's environment file",
      asTyped,
    )
    .option('--json', 'the same as JSON')
    .addHelpText(
      'after',
      `${DATABASE_HELP}\n  DATABASE_OWNER_URL        optional: also looks at what only the owner sees`,
    )
    .action(async (wishes: object) => {
      const { doctor } = await import('../doctor/doctor.ts')
      await doctor(wishes)
    })
}
