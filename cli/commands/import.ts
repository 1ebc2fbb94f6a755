import type { Command } from 'commander'
import type { EditionName } from '#platform/environment/environment.ts'
import { asTyped } from '../asTyped.ts'
import { editionOption } from './editionOption.ts'
import { DATABASE_HELP } from './environmentHelp.ts'

interface ListWishes {
  place?: string
  wing?: string
  dryRun?: boolean
  badRows?: string
}

/** One command a kind of list. */
const LISTS = [
  { subject: 'people', about: 'applications from a list: they count once each has confirmed the phone and agreed' },
  { subject: 'appointments', about: 'appointments from a list, of people who are here already' },
] as const // prettier-ignore

export function registerImport(program: Command): void {
  const imports = program
    .command('import')
    .description('bring in people, appointments and places, and take lists back')
    .addHelpText('after', DATABASE_HELP)
  for (const { subject, about } of LISTS)
    imports
      .command(subject)
      .argument('<file>', 'a list as .xlsx or CSV, in any common encoding', asTyped)
      .description(about)
      .option('--place <id>', 'where rows belong that name no place; default: the whole state')
      .option('--wing <key>', 'in which wing; default: the parent body')
      .option('--dry-run', 'say what would happen and write nothing')
      .option(
        '--bad-rows <file>',
        'write the rows that could not be taken there, with reasons, to be mended',
        asTyped,
      )
      .action(async (file: string, wishes: ListWishes) => {
        const { importListFrom } = await import('../operate/importPeople.ts')
        await importListFrom(file, { ...wishes, subject })
      })
  imports
    .command('booths')
    .argument(
      '[file]',
      'an official list with constituency number, booth number and name, as .xlsx or CSV',
      asTyped,
    )
    .description('new booths and new names; a booth that the list leaves out stays')
    .option('--dry-run', 'say what would happen and change nothing')
    .option(
      '--bad-rows <file>',
      'write the rows that could not be taken there, with reasons, to be mended',
      asTyped,
    )
    .option('--undo <id>', 'take the list of this id back instead; with --dry-run say what would go back')
    .action(
      async (
        file: string | undefined,
        wishes: Pick<ListWishes, 'dryRun' | 'badRows'> & { undo?: string },
      ) => {
        const { importBoothsFrom, undoBooths } = await import('../operate/importBooths.ts')
        if (wishes.undo !== undefined) await undoBooths(wishes.undo, wishes)
        else if (file === undefined) program.error("error: missing required argument 'file'")
        else await importBoothsFrom(file, wishes)
      },
    )
  imports
    .command('list')
    .description('the newest imports with their ids')
    .action(async () => {
      const { sayImports } = await import('../operate/undoImport.ts')
      await sayImports()
    })
  imports
    .command('undo')
    .argument('<id>', 'of the import, as `import list` says it')
    .description('take a list or a plan of places back, and say what is kept because it was changed since')
    .action(async (id: string) => {
      const { undoImportOf } = await import('../operate/undoImport.ts')
      await undoImportOf(id)
    })
  imports
    .command('restructure')
    .argument('<file>', 'a plan as .xlsx or CSV: the template is on the page of restructures', asTyped)
    .description('splits, merges, moves and renames of places; shows what they do, applies them with --apply')
    .option('--date <day>', 'the day for lines that say none, as 2026-12-01')
    .option('--apply', 'apply it, all of it or nothing')
    .option(
      '--bad-rows <file>',
      'write the lines that cannot be applied there, with reasons, to be mended',
      asTyped,
    )
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
    .command('courses')
    .description(
      'the courses that ship with this version: new lessons and newer editions wait to be read; `migrate` does it too',
    )
    .addHelpText('after', DATABASE_HELP)
    .action(async () => {
      const { withInstallation } = await import('../operate/installation.ts')
      const { bringCourses } = await import('../operate/bringCourses.ts')
      await withInstallation('organisation', ({ environment }) => bringCourses(environment))
    })
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
