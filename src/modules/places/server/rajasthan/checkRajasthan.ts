import type { CsvRow } from './readCsv.ts'
import type { RajasthanSource } from './sourceFiles.ts'

const EXPECTED = { districts: 41, constituencies: 200, booths: 45_322 } as const
const QUALITIES = new Set(['in_ac', 'near_ac', 'dms_fixed', 'outside_ac', 'shared_dummy'])
/** Degrees within which Rajasthan lies, with half a degree to spare. */
const BOUNDS = { south: 22.5, north: 30.7, west: 69.0, east: 78.8 } as const

/**
 * Holds the files against what Rajasthan is known to be: 41 districts, 200 constituencies, 45,322 booths, every number
 * once, every parent there, both names present, coordinates within the state.
 * @throws Error with every finding, one a line, so that a bad file is mended in one go
 */
export function checkRajasthan(source: RajasthanSource): void {
  const findings = [
    ...counts(source),
    ...districtFindings(source),
    ...constituencyFindings(source),
    ...boothFindings(source),
  ]
  if (findings.length > 0)
    throw new Error(`Rajasthan's places do not hold:\n${findings.slice(0, 50).join('\n')}`)
}

function counts(source: RajasthanSource): string[] {
  return (['districts', 'constituencies', 'booths'] as const)
    .filter((list) => source[list].length !== EXPECTED[list])
    .map((list) => `${list}: ${source[list].length} rows, ${EXPECTED[list]} expected`)
}

function districtFindings({ districts }: RajasthanSource): string[] {
  return [
    ...repeated(districts, (row) => row['lgd_code'] ?? '').map((code) => `district code ${code} comes twice`),
    ...districts
      .filter((row) => !isNumber(row['lgd_code']))
      .map((row) => `district ${row['district']}: no code`),
    ...districts
      .filter((row) => !hasNames(row, 'district', 'district_hi'))
      .map((row) => `district ${row['lgd_code']}: a name is missing`),
    ...districts
      .filter((row) => !isWithinState(row))
      .map((row) => `district ${row['district']}: lies outside the state`),
  ]
}

function constituencyFindings({ constituencies, districts, booths }: RajasthanSource): string[] {
  const known = new Set(districts.map((row) => row['lgd_code']))
  const boothCount = new Map<string, number>()
  for (const row of booths) boothCount.set(row['ac_no'] ?? '', (boothCount.get(row['ac_no'] ?? '') ?? 0) + 1)
  const numbers = new Set(constituencies.map((row) => Number(row['ac_no'])))
  const missing = Array.from({ length: EXPECTED.constituencies }, (_, i) => i + 1).filter(
    (number) => !numbers.has(number),
  )
  return [
    ...missing.map((number) => `constituency ${number} is missing`),
    ...repeated(constituencies, (row) => row['ac_no'] ?? '').map(
      (number) => `constituency ${number} comes twice`,
    ),
    ...constituencies.flatMap((row) => {
      const name = `constituency ${row['ac_no']}`
      return [
        ...(known.has(row['district_lgd']) ? [] : [`${name}: district ${row['district_lgd']} is unknown`]),
        ...(hasNames(row, 'ac_name_en', 'ac_name_hi') ? [] : [`${name}: a name is missing`]),
        ...(isWithinState(row) ? [] : [`${name}: lies outside the state`]),
        ...(Number(row['booths_2014']) === boothCount.get(row['ac_no'] ?? '')
          ? []
          : [`${name}: ${boothCount.get(row['ac_no'] ?? '') ?? 0} booths, ${row['booths_2014']} expected`]),
      ]
    }),
  ]
}

function boothFindings({ booths, constituencies }: RajasthanSource): string[] {
  const known = new Set(constituencies.map((row) => row['ac_no']))
  return [
    ...repeated(booths, (row) => `${row['ac_no']}/${row['booth_no']}`).map(
      (number) => `booth ${number} comes twice`,
    ),
    ...booths.flatMap((row) => boothFindingsOf(row, known)),
  ]
}

const NOTHING: string[] = []

function boothFindingsOf(row: CsvRow, known: ReadonlySet<string | undefined>): string[] {
  const finding = (text: string) => [`booth ${row['ac_no']}/${row['booth_no']}: ${text}`]
  if (!known.has(row['ac_no'])) return finding('its constituency is unknown')
  if (!isNumber(row['booth_no'])) return finding('no number')
  if (!QUALITIES.has(row['coord_quality'] ?? ''))
    return finding(`unknown coordinate quality ${row['coord_quality']}`)
  // A coordinate already marked as lying elsewhere may lie anywhere.
  if (row['coord_quality'] !== 'outside_ac' && !isWithinState(row)) return finding('lies outside the state')
  return NOTHING
}

function repeated(rows: readonly CsvRow[], key: (row: CsvRow) => string): string[] {
  const seen = new Set<string>()
  return rows.map(key).filter((value) => seen.has(value) || !seen.add(value))
}

const isNumber = (text: string | undefined): boolean => /^[1-9]\d*$/.test(text ?? '')
const hasNames = (row: CsvRow, english: string, hindi: string): boolean =>
  Boolean(row[english]) && /[\u0900-\u097f]/.test(row[hindi] ?? '')

function isWithinState(row: CsvRow): boolean {
  const [lat, lon] = [Number(row['lat']), Number(row['lon'])]
  return lat > BOUNDS.south && lat < BOUNDS.north && lon > BOUNDS.west && lon < BOUNDS.east
}
