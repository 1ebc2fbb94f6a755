import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  addWingSchema,
  inNewOrder,
  nameRanksSchema,
  organisationNamesSchema,
  ranksNamed,
} from './houseNames.ts'
import { ownRankName, ranksOf } from './ranks.ts'

const HOUSE = {
  nameHi: 'जन मंच',
  nameEn: 'People’s Forum',
  titleHi: 'साथी',
  titleEn: 'Companion',
  accent: '#0B5d5b',
  grievanceName: 'अनीता · Anita',
  grievanceContact: 'help@example.org',
}
const COMMAND = '0193b2c4-0000-7000-8000-000000000001'
const faultsOf = (changes: Partial<typeof HOUSE>) =>
  Object.fromEntries(
    (organisationNamesSchema.safeParse({ ...HOUSE, ...changes }).error?.issues ?? []).map(
      ({ path, message }) => [path.join('.'), message],
    ),
  )

describe('a name that everybody reads', () => {
  it('loses what nobody sees, and is refused where it deceives the eye, by its field', () => {
    expect(organisationNamesSchema.parse({ ...HOUSE, nameEn: ' People\u202e’s\u0000  Forum\n' }).nameEn).toBe(
      HOUSE.nameEn,
    )
    expect(faultsOf({})).toEqual({})
    expect(faultsOf({ nameEn: 'F\u043erum', titleEn: '', titleHi: '\u200b ', accent: 'red' })).toEqual({
      nameEn: 'people_s_name_lookalike',
      titleEn: 'people_s_name_missing',
      titleHi: 'people_s_name_missing',
      accent: 'people_s_accent_wrong',
    })
    expect(faultsOf({ nameHi: '<b>', nameEn: '123', grievanceName: 'अ'.repeat(121) })).toEqual({
      nameHi: 'people_s_name_signs',
      nameEn: 'people_s_name_signs',
      grievanceName: 'people_s_name_long',
    })
  })

  it('a wing’s key is small letters, as it stays for ever', () => {
    for (const key of ['', 'a', 'Farmers', '__proto__', 'किसान', 'a'.repeat(32)])
      expect(
        addWingSchema.safeParse({ command: COMMAND, key, nameHi: 'किसान', nameEn: 'Farmers' }).error?.issues,
      ).toEqual([expect.objectContaining({ path: ['key'], message: 'people_s_key_wrong' })])
  })
})

describe('names of ranks', () => {
  it('have both languages or none; an unknown rank is left out, an empty one goes back to the built-in word', () => {
    const asked = (ranks: object) => nameRanksSchema.safeParse({ command: COMMAND, ranks })
    expect(
      asked({ coordinator: { hi: 'प्रभारी', en: '' }, trainer: { hi: '', en: 'Gur\u0443' } }).error?.issues,
    ).toEqual([
      expect.objectContaining({ path: ['ranks', 'coordinator', 'en'], message: 'people_s_rank_half' }),
      expect.objectContaining({ path: ['ranks', 'trainer', 'hi'], message: 'people_s_rank_half' }),
      expect.objectContaining({ path: ['ranks', 'trainer', 'en'], message: 'people_s_name_lookalike' }),
    ])
    const given = asked({
      coordinator: { hi: 'प्रभारी', en: 'In charge' },
      volunteer: { hi: ' ', en: '' },
      mitra: { hi: 'मित्र', en: 'Friend' },
      constructor: { hi: 'क', en: 'K' },
    }).data!
    expect(ranksNamed('organisation', given.ranks)).toEqual({
      coordinator: { hi: 'प्रभारी', en: 'In charge' },
    })
  })

  it('the level’s own name comes before the role’s, and neither means the built-in word', () => {
    const names = { coordinator: 'In charge', coordinator_district: 'District chief' }
    expect(ownRankName(names, 'coordinator', 'district')).toBe('District chief')
    expect(ownRankName(names, 'coordinator', 'block')).toBe('In charge')
    expect(ownRankName(names, 'trainer', 'district')).toBeUndefined()
    expect(ownRankName(undefined, 'coordinator', 'district')).toBeUndefined()
  })

  it('each edition names its own ranks, each once', () => {
    for (const edition of ['organisation', 'programme'] as const) {
      const keys = ranksOf(edition).map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
    }
    expect(ranksOf('programme').some(({ role }) => role === 'coordinator')).toBe(false)
  })
})

it('the order of wings keeps every wing once, and one that was moved stands where it was wanted', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 31 }), fc.nat(), fc.nat(), (count, from, to) => {
      const [moved, wanted] = [from % count, (to % count) + 1]
      const wings = Array.from({ length: count }, (_, at) => ({
        number: at,
        was: at + 1,
        wanted: at === moved ? wanted : at + 1,
      }))
      const order = inNewOrder(wings)
      expect(order.toSorted((a, b) => a - b)).toEqual(wings.map(({ number }) => number))
      expect(order.indexOf(moved)).toBe(wanted - 1)
      expect(order.filter((number) => number !== moved)).toEqual(
        wings.map(({ number }) => number).filter((number) => number !== moved),
      )
    }),
  )
})
