import type { Command } from 'commander'
import type { EditionName } from '#platform/environment/environment.ts'
import { editionOption } from './editionOption.ts'
import { DATABASE_HELP } from './environmentHelp.ts'

export function registerImport(program: Command): void {
  const imports = program
    .command('import')
    .description('bring in people, and places and their changes')
    .addHelpText('after', DATABASE_HELP)
  imports
    .command('people')
    .argument('<file>', 'a list as .xlsx or CSV, in any common encoding')
    .description('applications from a list: they count once each has confirmed the phone and agreed')
    .option('--place <id>', 'where its people belong; default: the whole state')
    .option('--wing <key>', 'into which wing; default: the parent body')
    .option('--dry-run', 'say what would happen and write nobody')
    .option('--bad-rows <file>', 'write the rows that could not be taken there, with reasons, to be mended')
    .action(
      async (file: string, wishes: { place?: string; wing?: string; dryRun?: boolean; badRows?: string }) => {
        const { importPeopleFrom } = await import('../operate/importPeople.ts')
        await importPeopleFrom(file, wishes)
      },
    )
  imports
    .command('restructure')
    .argument('<file>', 'a plan as .xlsx or CSV: the template is on the page of restructures')
    .description('splits, merges, moves and renames of places; shows what they do, applies them with --apply')
    .option('--date <day>', 'the day for lines that say none, as 2026-12-01')
    .option('--apply', 'apply it, all of it or nothing')
    .option('--bad-rows <file>', 'write the lines that cannot be applied there, with reasons, to be mended')
    .addOption(editionOption())
    .action(
      async (
        file: string,
        wishes: { edition?: EditionName; date?: string; apply?: boolean; badRows?: string },
      ) => {
        const { importRestructure } = await import('../operate/importRestructure.ts')
        await importRestructure(file, wishes)
      },
    )
  imports
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
