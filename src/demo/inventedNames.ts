import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SeededRandom } from './seededRandom.ts'

export interface InventedName {
  readonly latin: string
  readonly devanagari: string
}
type Pair = readonly [latin: string, devanagari: string]

/** Given names and surnames, drawn independently of each other: whoever bears a combination bears it by coincidence. */
export interface NameLists {
  readonly women: readonly Pair[]
  readonly men: readonly Pair[]
  readonly surnames: readonly Pair[]
}

/** Surnames by which a few people are known throughout the state: an invented bearer would seem to mean one of them. */
const LEFT_OUT = new Set(['Bajaj', 'Beniwal', 'Birla', 'Dotasra', 'Gehlot', 'Meghwal', 'Mirdha', 'Singhvi'])

/** The lists hold no quoted cells; data/rajasthan/SOURCES.md says where they come from. */
const rowsOf = (csv: string): string[][] =>
  csv
    .normalize('NFC')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))

/** Reads the names usual in Rajasthan. @param dataFolder path of the repository's `data` folder */
export async function readNameLists(dataFolder: string): Promise<NameLists> {
  const [given, surnames] = await Promise.all(
    ['given', 'surnames'].map(async (list) =>
      rowsOf(await readFile(join(dataFolder, `names/${list}.csv`), 'utf8')),
    ),
  )
  const usual = (gender: string): Pair[] =>
    given!.flatMap(([latin, devanagari, sex, common]) =>
      sex === gender && common === '1' ? [[latin!, devanagari!] as const] : [],
    )
  return {
    women: usual('f'),
    men: usual('m'),
    surnames: surnames!.flatMap(([latin, , devanagari, , kind]) =>
      kind === 'surname' && !LEFT_OUT.has(latin!) ? [[latin!, devanagari!] as const] : [],
    ),
  }
}

/** @param surname that of the household, when the person shares its phone */
export function inventName(
  random: SeededRandom,
  lists: NameLists,
  woman: boolean,
  surname: Pair = random.pick(lists.surnames),
): { name: InventedName; surname: Pair } {
  const [latin, devanagari] = random.pick(woman ? lists.women : lists.men)
  return {
    surname,
    name: {
      latin: `${latin} ${surname[0]}`,
      devanagari: `${devanagari} ${surname[1]}`,
    },
  }
}
