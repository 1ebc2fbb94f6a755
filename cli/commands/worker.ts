import type { Command } from 'commander'
import { DATABASE_HELP } from './environmentHelp.ts'

export function registerWorker(program: Command): void {
  program
    .command('worker')
    .description("do one edition's work behind the pages: events, jobs, clean-ups; run as many as you like")
    .addHelpText('after', `${DATABASE_HELP}\n\nSIGTERM lets it finish what it does and ends with code 0.`)
    .action(async () => {
      const { work } = await import('../work.ts')
      await work()
    })
}
