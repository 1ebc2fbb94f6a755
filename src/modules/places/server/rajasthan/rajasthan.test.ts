import { beforeAll, describe, expect, test } from 'vitest'
import { foldToken, jaroWinkler } from '#engines/matching/index.ts'
import { boothNamer, boothNameReader } from '../../domain/hindi/hindiBoothName.ts'
import { buildHindiDictionary } from '../../domain/hindi/hindiDictionary.ts'
import { OFTEN_MISSPELT } from '../../domain/hindi/institutionTerms.ts'
import { contains, type Place } from '../../domain/place.ts'
import { placeId } from './placeId.ts'
import { boothPath, constituencyPath, rajasthanPlaces } from './rajasthanPlaces.ts'
import { readCsv } from './readCsv.ts'
import { readRajasthanSource, type RajasthanSource } from './sourceFiles.ts'

const DATA = new URL('../../../../../data', import.meta.url).pathname
let source: RajasthanSource
let places: Place[]
let byId: Map<string, Place>

beforeAll(async () => {
  source = await readRajasthanSource(DATA)
  places = rajasthanPlaces(source)
  byId = new Map(places.map((place) => [place.id, place]))
})

const ofLevel = (level: Place['level']) => places.filter((place) => place.level === level)

describe("Rajasthan's places", () => {
  test('are one state, 41 districts, 200 constituencies and 45,322 booths with ids of their own', () => {
    const counts = (['state', 'district', 'constituency', 'booth'] as const).map(
      (level) => ofLevel(level).length,
    )
    expect(counts).toEqual([1, 41, 200, 45_322])
    expect(byId.size).toBe(places.length)
    for (const place of places)
      expect(place.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('hang together: booth in constituency in district in state, by parent and by interval', () => {
    const above = { state: null, district: 'state', constituency: 'district', booth: 'constituency' } as const
    const misplaced = places.filter((place) => {
      const parent = place.parentId === null ? undefined : byId.get(place.parentId)
      if (place.level === 'block' || place.level === 'sector') return true
      return (
        (parent?.level ?? null) !== above[place.level] || (parent !== undefined && !contains(parent, place))
      )
    })
    expect(misplaced).toEqual([])
  })

  test('keep their ids for ever: these are printed on sheets and sent as links', () => {
    expect(placeId('rajasthan')).toBe('d76eee9b-8f94-8c5b-9c5c-028865d6942e')
    expect(placeId(constituencyPath(98))).toBe('2aec01ae-e480-8882-a657-3b002ca7cfbf')
    expect(byId.get(placeId(boothPath(98, 1)))).toMatchObject({
      nameEn: 'Govt Upper Primary School, Junda',
      code: 1,
    })
  })

  test('have both names; only booths have a derived one', () => {
    expect(
      places.filter((place) => !/[\u0900-\u097f]/.test(place.nameHi) || /[A-Za-z]/.test(place.nameHi)),
    ).toEqual([])
    expect(places.filter((place) => place.nameHi !== place.nameHi.normalize('NFC'))).toEqual([])
    expect(places.filter((place) => place.nameHiDerived !== (place.level === 'booth'))).toEqual([])
  })

  test('carry nothing about reservation, caste or religion', () => {
    expect(Object.keys(source.constituencies[0] ?? {})).not.toContain('reserved')
    const facts = new Set(places.flatMap((place) => Object.keys(place.attributes)))
    const known = [
      'alsoHi',
      'division',
      'headquarters',
      'otherDistricts',
      'parliamentary',
      'printedName',
      'urban',
    ]
    expect([...facts].sort()).toEqual(known)
  })

  test('say how far a coordinate can be trusted', () => {
    const booths = ofLevel('booth')
    const counted = (quality: string) => booths.filter((booth) => booth.coordinateQuality === quality).length
    expect([counted('outside'), counted('shared'), counted('repaired')]).toEqual([2976, 321, 2227])
    expect(booths.every((booth) => booth.coordinateQuality !== null)).toBe(true)
  })

  test('are refused with every finding when the files do not hold', () => {
    const [first, ...rest] = source.booths
    if (!first) throw new Error('no booths')
    const broken = {
      ...source,
      booths: [{ ...first, ac_no: '999' }, { ...first, lat: '12.5' }, ...rest, rest[0] ?? first],
    }
    expect(() => rajasthanPlaces(broken)).toThrow(
      /45324 rows[\s\S]*comes twice[\s\S]*999\/1: its constituency is unknown[\s\S]*outside/,
    )
  })
})

describe('Hindi booth names', () => {
  test('put no vowel’s sign after another vowel’s: no mouth says बपूगाों', () => {
    const inHindi = boothNamer(buildHindiDictionary(source.namePairs))
    const names = source.booths.map((row) => inHindi(row['name'] ?? ''))
    expect(
      names.filter((name) => /[\u093e-\u094c][\u093e-\u094c]|[\u0905-\u0914][\u093e-\u094c]/.test(name)),
    ).toEqual([])
  })

  test('know at least 97 % of the running words that name an institution', () => {
    const read = boothNameReader(buildHindiDictionary(source.namePairs))
    const institution = OFTEN_MISSPELT.map(foldToken)
    const looksInstitutional = (word: string) => {
      const folded = foldToken(word)
      return (
        folded.length >= 5 &&
        institution.some((term) => term[0] === folded[0] && jaroWinkler(folded, term) >= 0.9)
      )
    }
    const known = new Map<string, boolean>()
    let [all, recognised] = [0, 0]
    for (const part of source.booths.flatMap((row) => read(row['name'] ?? ''))) {
      for (const word of part.words) {
        const asTerm = part.origin === 'institution'
        if (!asTerm && !known.has(word)) known.set(word, looksInstitutional(word))
        if (asTerm || known.get(word)) all++
        if (asTerm) recognised++
      }
    }
    expect(all).toBeGreaterThan(190_000)
    expect(recognised / all).toBeGreaterThanOrEqual(0.97)
  })
})

describe('CSV', () => {
  test('quotes, doubled quotes, line breaks, empty ends and Windows lines are read', () => {
    expect(readCsv('a,b\r\n"x, ""y""\nz",\r\n1,2')).toEqual([
      { a: 'x, "y"\nz', b: '' },
      { a: '1', b: '2' },
    ])
  })

  test('a row of another length and an open quote are refused with their line', () => {
    expect(() => readCsv('a,b\n1')).toThrow('row 2 has 1 cells, not 2')
    expect(() => readCsv('a\n"x')).toThrow('row 2: a quote stays open')
  })
})
