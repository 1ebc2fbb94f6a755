import type { CoordinateQuality, Place, PlaceAttributes, PlaceDraft } from '../../domain/place.ts'
import { buildHindiDictionary } from '../../domain/hindi/hindiDictionary.ts'
import { boothNamer } from '../../domain/hindi/hindiBoothName.ts'
import { tidyBoothName } from '../../domain/boothName.ts'
import { numberTree } from '../../domain/numberTree.ts'
import type { CsvRow } from './readCsv.ts'
import type { RajasthanSource } from './sourceFiles.ts'
import { checkRajasthan } from './checkRajasthan.ts'
import { placeId } from './placeId.ts'

export const STATE_PATH = 'rajasthan'
export const districtPath = (lgdCode: number): string => `rajasthan/district/${lgdCode}`
export const constituencyPath = (number: number): string => `rajasthan/ac/${number}`
export const boothPath = (constituency: number, booth: number): string =>
  `rajasthan/ac/${constituency}/booth/${booth}`

const QUALITY: Readonly<Record<string, CoordinateQuality>> = {
  in_ac: 'inside',
  near_ac: 'near',
  dms_fixed: 'repaired',
  outside_ac: 'outside',
  shared_dummy: 'shared',
}

/**
 * Rajasthan as one numbered tree: state > district > constituency > booth, in the order of their names (districts) and
 * numbers. Booths get their Hindi name by rule. Nothing about reservation or about people is taken from the files.
 * @throws Error listing everything that does not hold about the source
 */
export function rajasthanPlaces(source: RajasthanSource): Place[] {
  checkRajasthan(source)
  return numberTree([
    stateOf(source),
    ...districtsOf(source),
    ...constituenciesOf(source),
    ...boothsOf(source),
  ])
}

function stateOf({ districts }: RajasthanSource): PlaceDraft {
  const middle = (column: string) =>
    districts.reduce((sum, row) => sum + Number(row[column]), 0) / districts.length
  return {
    id: placeId(STATE_PATH),
    parentId: null,
    level: 'state',
    nameEn: 'Rajasthan',
    nameHi: 'राजस्थान',
    nameHiDerived: false,
    code: null,
    lgdCode: 8,
    attributes: {},
    lat: rounded(middle('lat')),
    lon: rounded(middle('lon')),
    coordinateQuality: 'inside',
  }
}

function districtsOf({ districts }: RajasthanSource): PlaceDraft[] {
  return districts.map((row) => ({
    ...named(row, 'district', 'district_hi'),
    ...located(row),
    id: placeId(districtPath(Number(row['lgd_code']))),
    parentId: placeId(STATE_PATH),
    level: 'district',
    code: null,
    lgdCode: Number(row['lgd_code']),
    attributes: { division: row['division'] ?? '', headquarters: row['headquarters'] ?? '' },
  }))
}

function constituenciesOf({ constituencies }: RajasthanSource): PlaceDraft[] {
  return [...constituencies]
    .sort((a, b) => Number(a['ac_no']) - Number(b['ac_no']))
    .map((row) => ({
      ...named(row, 'ac_name_en', 'ac_name_hi'),
      ...located(row),
      id: placeId(constituencyPath(Number(row['ac_no']))),
      parentId: placeId(districtPath(Number(row['district_lgd']))),
      level: 'constituency',
      code: Number(row['ac_no']),
      lgdCode: null,
      attributes: constituencyAttributes(row),
    }))
}

function constituencyAttributes(row: CsvRow): PlaceAttributes {
  const others = (row['other_districts'] ?? '')
    .split(/[;|]/)
    .filter(Boolean)
    .map((entry) => {
      const [nameEn, share] = entry.split(':')
      return { nameEn: (nameEn ?? '').trim(), share: Number(share) }
    })
  const parliamentary = {
    number: Number(row['pc_no']),
    nameEn: row['pc'] ?? '',
    nameHi: (row['pc_hi'] ?? '').normalize('NFC'),
  }
  const alsoHi = row['ac_name_hi_alt'] ? [row['ac_name_hi_alt'].normalize('NFC')] : undefined
  return { parliamentary, ...(others.length > 0 && { otherDistricts: others }), ...(alsoHi && { alsoHi }) }
}

function boothsOf({ booths, namePairs, constituencies }: RajasthanSource): PlaceDraft[] {
  const nameInHindi = boothNamer(buildHindiDictionary(namePairs))
  const parents = new Map(
    constituencies.map((row) => [row['ac_no'], placeId(constituencyPath(Number(row['ac_no'])))]),
  )
  return booths.map((row) => boothOf(row, parents.get(row['ac_no']) ?? null, nameInHindi)).sort(byNumber)
}

function boothOf(row: CsvRow, parentId: string | null, nameInHindi: (nameEn: string) => string): PlaceDraft {
  const booth = Number(row['booth_no'])
  // One booth (52/145) stands in the list without a name.
  const nameEn = tidyBoothName((row['name'] || `Booth ${booth}`).normalize('NFC'))
  return {
    id: placeId(boothPath(Number(row['ac_no']), booth)),
    parentId,
    level: 'booth',
    nameEn,
    nameHi: row['name'] ? nameInHindi(nameEn) : `बूथ ${booth}`,
    nameHiDerived: true,
    code: booth,
    lgdCode: null,
    attributes: boothAttributes(row),
    lat: Number(row['lat']),
    lon: Number(row['lon']),
    coordinateQuality: QUALITY[row['coord_quality'] ?? ''] ?? null,
  }
}

function boothAttributes(row: CsvRow): PlaceAttributes {
  if (row['urban'] === '1')
    return row['name_raw'] ? { urban: true, printedName: row['name_raw'] } : { urban: true }
  return row['name_raw'] ? { printedName: row['name_raw'] } : {}
}

/** Siblings in the order of their numbers; which parent comes first is decided by the parents. */
const byNumber = (a: PlaceDraft, b: PlaceDraft): number => (a.code ?? 0) - (b.code ?? 0)

const named = (row: CsvRow, english: string, hindi: string) => ({
  nameEn: (row[english] ?? '').normalize('NFC'),
  nameHi: (row[hindi] ?? '').normalize('NFC'),
  nameHiDerived: false,
})

const located = (row: CsvRow) => ({
  lat: row['lat'] ? Number(row['lat']) : null,
  lon: row['lon'] ? Number(row['lon']) : null,
  coordinateQuality: 'inside' as CoordinateQuality | null,
})

/** To about ten metres, as the source gives them. */
const rounded = (degrees: number): number => Math.round(degrees * 1e4) / 1e4
