import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { readCsv, type CsvRow } from './readCsv.ts'

/** Rajasthan's files as read, nothing checked yet. */
export type RajasthanSource = {
  readonly districts: readonly CsvRow[]
  readonly constituencies: readonly CsvRow[]
  readonly booths: readonly CsvRow[]
  /** English and Hindi of one name, the most trustworthy lists first */
  readonly namePairs: readonly (readonly [english: string, hindi: string])[]
}

/** Reads the set in `data/` (see data/rajasthan/SOURCES.md). @param dataFolder path of the repository's `data` folder */
export async function readRajasthanSource(dataFolder: string): Promise<RajasthanSource> {
  const csv = async (name: string) => readCsv(await readFile(join(dataFolder, name), 'utf8'))
  const [districts, constituencies, towns, surnames, given, packed] = await Promise.all([
    csv('rajasthan/districts.csv'),
    csv('rajasthan/constituencies.csv'),
    csv('rajasthan/towns.csv'),
    csv('names/surnames.csv'),
    csv('names/given.csv'),
    readFile(join(dataFolder, 'rajasthan/booths-2014.csv.gz')),
  ])
  const booths = readCsv((await promisify(gunzip)(packed)).toString('utf8'))
  const pairs = (rows: readonly CsvRow[], english: string, hindi: string) =>
    rows.map((row) => [row[english] ?? '', row[hindi] ?? ''] as const)
  const namePairs = [
    ...pairs(districts, 'district', 'district_hi'),
    ...pairs(constituencies, 'ac_name_en', 'ac_name_hi'),
    ...pairs(towns, 'name_en', 'name_hi'),
    ...pairs(surnames, 'surname_en', 'surname_hi'),
    ...pairs(given, 'name_en', 'name_hi'),
  ]
  return { districts, constituencies, booths, namePairs }
}
