import type { Command } from 'commander'
import { DATABASE_HELP } from './environmentHelp.ts'

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description("serve one edition's pages on the configured database")
    .addHelpText(
      'after',
      `${DATABASE_HELP}
  PORT, PROGRAMME_PORT      port to listen on (3000, 3001)
  HOST                      address to listen on (127.0.0.1)
  PUBLIC_ORIGIN             the address people type, e.g. https://volunteers.example.org
  TRUSTED_PROXY             your reverse proxies' addresses or networks, separated by commas; it must pass Host on

SIGTERM lets running requests finish (at most 10 s) and ends with code 0.`,
    )
    .action(async () => {
      const { serve } = await import('../serve.ts')
      await serve()
    })
}
