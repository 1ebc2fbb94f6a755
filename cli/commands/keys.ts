import { type Command } from 'commander'
import { editionOption } from './editionOption.ts'
import { DATABASE_HELP } from './environmentHelp.ts'

export function registerKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('the key pairs by which cards, passes and badges are checked')
    .addHelpText('after', DATABASE_HELP)
  keys
    .command('list')
    .description('number, days, public key')
    .addOption(editionOption())
    .action(async (wishes: object) => {
      const { listSigningKeys } = await import('../operate/signingKeys.ts')
      await listSigningKeys(wishes)
    })
  keys
    .command('rotate')
    .description('make the next key; the old ones stay and are believed for what they signed')
    .option('--from <day>', 'first day on which it signs, in India (2026-12-01); today without it')
    .addOption(editionOption())
    .action(async (wishes: { from?: string }) => {
      const { rotate } = await import('../operate/signingKeys.ts')
      await rotate(wishes)
    })
  keys
    .command('withdraw')
    .argument('<number>')
    .description('believe nothing that a key signed: for one that may be in wrong hands')
    .addOption(editionOption())
    .action(async (number: string, wishes: object) => {
      const { withdraw } = await import('../operate/signingKeys.ts')
      await withdraw(Number(number), wishes)
    })
}
