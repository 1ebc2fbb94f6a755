import { Option, type Command } from 'commander'
import { API_SCOPES, type ApiScope } from '#platform/accounts/apiScopes.ts'
import { editionOption } from './editionOption.ts'
import { DATABASE_HELP } from './environmentHelp.ts'

export function registerApiKey(program: Command): void {
  const keys = program
    .command('api-key')
    .description('keys for programs that act for a person, with her authority and no more')
    .addHelpText('after', DATABASE_HELP)
  keys
    .command('create')
    .description('make a key and print its token once')
    .requiredOption('--person <id>', "the person's id, from the address of her record")
    .requiredOption('--name <words>', 'what it is for')
    .option('--write', 'it may also change things')
    .addOption(
      new Option('--scope <names...>', 'only these; without it everything that may be read').choices(
        API_SCOPES,
      ),
    )
    .addOption(editionOption())
    .action(async (wishes: { person: string; name: string; write?: boolean; scope?: ApiScope[] }) => {
      const { createKey } = await import('../operate/apiKeys.ts')
      await createKey(wishes)
    })
  keys
    .command('list')
    .description('id, made, last used, scopes and name of every key that opens something')
    .addOption(editionOption())
    .action(async (wishes: object) => {
      const { listKeys } = await import('../operate/apiKeys.ts')
      await listKeys(wishes)
    })
  keys
    .command('revoke')
    .argument('<id>')
    .description('end a key at once')
    .addOption(editionOption())
    .action(async (id: string, wishes: object) => {
      const { revokeKey } = await import('../operate/apiKeys.ts')
      await revokeKey(id, wishes)
    })
}
