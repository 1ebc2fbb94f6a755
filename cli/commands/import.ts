import type { Command } from 'commander'
import { editionOption } from './editionOption.ts'
import { DATABASE_HELP } from './environmentHelp.ts'

export function registerImport(program: Command): void {
  program
    .command('import')
    .description('bring in reference data')
    .command('places')
    .description('the tree of places of one state, from data/; again, it brings only what is new')
    .command('rajasthan')
    .description('41 districts, 200 constituencies, 45,322 booths with both names and boundaries')
    .addOption(editionOption())
    .addHelpText('after', DATABASE_HELP)
    .action(async (wishes: object) => {
      const { importRajasthan } = await import('../operate/importPlaces.ts')
      await importRajasthan(wishes)
    })
}
