import type { Command } from 'commander'
import { asTyped } from '../asTyped.ts'
import { editionOption } from './editionOption.ts'
import { DATABASE_HELP } from './environmentHelp.ts'

const EXAMPLE = `
An answers file for --from:
  {
    "settings": {
      "nameHi": "जन शिक्षा मंच", "nameEn": "People's Learning Forum", "accent": "#0b5d5b",
      "titleHi": "बौद्धिक योद्धा", "titleEn": "Bauddhik Yoddha",
      "grievanceName": "शिकायत अधिकारी", "grievanceContact": "grievance@example.org"
    },
    "wings": [
      { "key": "parent", "nameHi": "मूल संगठन", "nameEn": "Parent body" },
      { "key": "youth", "nameHi": "युवा प्रकोष्ठ", "nameEn": "Youth wing" }
    ],
    "admin": { "name": "…", "phone": "…" },
    "state": "rajasthan"
  }`

export function registerSetup(program: Command): void {
  program
    .command('setup')
    .description(
      'make a new edition usable: keys, tables, places, wings, names, the first admin; no made-up people',
    )
    .addOption(editionOption())
    .option('--from <file>', 'take the answers from this JSON file instead of asking', asTyped)
    .option('--change', 'change names, colour, contact and wings of an edition that is set up')
    .option(
      '--admin',
      'appoint an administrator of an edition that is set up and in which nobody has that power',
    )
    .option(
      '--besides',
      'with --admin: also while an administrator is in office, who has lost phone and recovery codes',
    )
    .option(
      '--person <id>',
      'with --admin: which one is meant, where several of that name stand behind that phone',
    )
    .addHelpText(
      'after',
      `${DATABASE_HELP}\n  DATABASE_OWNER_URL        the owner role, which makes the tables\n${EXAMPLE}`,
    )
    .action(async (wishes: object) => {
      const { setup } = await import('../operate/setup.ts')
      await setup(wishes)
    })
}
