import type { Command } from 'commander'
import { editionOption } from './editionOption.ts'
import { DATABASE_HELP } from './environmentHelp.ts'

export function registerAudit(program: Command): void {
  program
    .command('audit')
    .description('the append-only log of who changed what')
    .command('verify')
    .description(
      'recompute the whole hash chain; exit code 0 only if nothing was altered, removed or put in between',
    )
    .addOption(editionOption())
    .addHelpText(
      'after',
      `${DATABASE_HELP}\n\nWrite the head it prints down elsewhere: later it proves that nothing before it was rewritten.`,
    )
    .action(async (wishes: object) => {
      const { auditVerify } = await import('../operate/verifyAudit.ts')
      await auditVerify(wishes)
    })
}
