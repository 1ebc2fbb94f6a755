/** Real names of data/: what the old font's judge learned from, and what it must not harm. */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const rows = (text: string) =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) =>
      [...line.matchAll(/"([^"]*)"|([^,]*)(?:,|$)/g)].map(([, quoted, plain]) => quoted ?? plain!),
    )
const file = (name: string) => rows(readFileSync(`data/${name}`, 'utf8'))
const filled = (cells: readonly (string | undefined)[]) => cells.filter((cell): cell is string => !!cell)
const column = (table: readonly (readonly string[])[], at: number) => filled(table.map((row) => row[at]))

const given = file('names/given.csv')
const surnames = file('names/surnames.csv')
const PLACES = ['towns.csv', 'constituencies.csv', 'districts.csv'].map((name, at) => [file(`rajasthan/${name}`), [1, 1, 0][at]!] as const) // prettier-ignore

export const englishNames = [...column(given, 0), ...column(surnames, 0), ...column(surnames, 1).flatMap((all) => all.split('|'))] // prettier-ignore
export const hindiNames = [...column(given, 1), ...column(surnames, 2)]
export const englishPlaces = PLACES.flatMap(([table, at]) => column(table, at))
export const hindiPlaces = PLACES.flatMap(([table, at]) => column(table, at + 1))
export const englishBooths = [
  ...new Set(
    gunzipSync(readFileSync('data/rajasthan/booths-2014.csv.gz'))
      .toString()
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => /^\d+,\d+,(?:"([^"]*)"|([^,]*))/.exec(line)?.slice(1).find(Boolean) ?? ''),
  ),
].filter((name) => /[A-Za-z]{2}/.test(name))

export const latinWords = (): readonly string[] =>
  [...englishNames, ...englishBooths].flatMap((text) => text.toLowerCase().split(/[^a-z]+/)).filter(Boolean)
export const hindiWords = (): readonly string[] =>
  [...hindiNames, ...hindiPlaces]
    .flatMap((text) => text.normalize('NFC').split(/\s+/))
    .filter((word) => /^\p{Script=Devanagari}+$/u.test(word))
