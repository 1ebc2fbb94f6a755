import { describe, expect, it } from 'vitest'
import { numberIn, PlaceDirectory, type DirectoryPlace } from './placeDirectory.ts'
import type { PlaceWords } from './readPerson.ts'

let next = 1
const place = (level: string, lft: number, rgt: number, code: number | null, nameEn: string, nameHi: string): DirectoryPlace =>
  ({ id: `${level} ${code ?? ''} ${next++}`, level, lft, rgt, code, nameEn, nameHi }) // prettier-ignore
const state = place('state', 1, 40, null, 'State', 'राज्य')
const jaipur = place('district', 2, 19, null, 'Jaipur', 'जयपुर')
const amer = place('constituency', 3, 10, 47, 'Amer', 'आमेर')
const shahpura = place('constituency', 11, 18, 42, 'Shahpura', 'शाहपुरा')
const bhilwara = place('district', 20, 39, null, 'Bhilwara', 'भीलवाड़ा')
const otherShahpura = place('constituency', 21, 30, 181, 'Shahpura', 'शाहपुरा')
const areas = [state, jaipur, amer, shahpura, bhilwara, otherShahpura]
const school = place('booth', 4, 5, 1, 'Government School', 'राजकीय विद्यालय')
const hall = place('booth', 6, 7, 2, 'Hall', 'सभा भवन')
const twin = place('booth', 8, 9, 3, 'Hall', 'सभा भवन')
const elsewhere = place('booth', 22, 23, 1, 'Far School', 'दूर विद्यालय')
const booths = [school, hall, twin, elsewhere]

const none: PlaceWords = { district: '', seatNumber: '', seat: '', boothNumber: '', booth: '' }
const asked = (home: DirectoryPlace, words: Partial<PlaceWords>) => {
  const within = booths.filter(({ lft }) => home.lft <= lft && lft <= home.rgt)
  const answer = new PlaceDirectory(home, areas, within).find({ ...none, ...words })
  return answer.ok ? answer.place.id : answer.reason
}

describe('a place is found', () => {
  it.each<[Partial<PlaceWords>, DirectoryPlace]>([
    [{ seatNumber: '47', boothNumber: '2' }, hall],
    [{ seatNumber: '047', boothNumber: '002' }, hall],
    [{ seat: '47', boothNumber: '1' }, school],
    [{ seat: 'आमेर', boothNumber: 'भाग 1' }, school],
    [{ seat: 'Aamer (SC)', booth: '2 - Hall' }, hall],
    [{ seat: 'amer', booth: 'rajkiya vidyalay' }, school],
    [{ seat: 'शाहपुरा', district: 'भीलवाड़ा', boothNumber: '1' }, elsewhere],
    [{ seatNumber: '42' }, shahpura],
    [{ district: 'Jaypur' }, jaipur],
    [{}, state],
  ])('for %j', (words, found) => {
    expect(asked(state, words)).toBe(found.id)
  })

  it('within the constituency for which the list is, without naming it', () => {
    expect(asked(amer, { boothNumber: '1' })).toBe(school.id)
    expect(asked(amer, { district: 'Jaipur' })).toBe(amer.id)
    expect(asked(school, { seatNumber: '47', boothNumber: '1' })).toBe(school.id)
  })
})

describe('a place is refused', () => {
  it.each<[DirectoryPlace, Partial<PlaceWords>, string]>([
    [state, { seatNumber: '999', boothNumber: '1' }, 'seat_unknown'],
    [state, { seat: 'Nowhere' }, 'seat_unknown'],
    [state, { seat: 'Shahpura' }, 'seat_unknown'],
    [state, { seatNumber: '42', seat: 'Amer' }, 'seat_disagrees'],
    [state, { boothNumber: '1' }, 'seat_needed'],
    [state, { seatNumber: '47', boothNumber: '99' }, 'booth_unknown'],
    [state, { seatNumber: '47', boothNumber: '2A' }, 'booth_unknown'],
    [state, { seatNumber: '47', booth: 'Hall' }, 'booth_unknown'],
    [state, { district: 'Nowhere' }, 'district_unknown'],
    [amer, { seatNumber: '42' }, 'outside'],
    [jaipur, { seatNumber: '181', boothNumber: '1' }, 'outside'],
    [jaipur, { district: 'Bhilwara' }, 'outside'],
    [school, { boothNumber: '2' }, 'booth_outside'],
  ])('in a list for %j: %j is %s', (home, words, reason) => {
    expect(asked(home, words)).toBe(`people_import_r_${reason}`)
  })
})

describe('a booth whose number is no more', () => {
  const was = (code: number, ...now: readonly DirectoryPlace[]) =>
    now.map(({ id, lft, code: number, level }) => ({ code, aboveLft: amer.lft, now: { id, lft, code: number, isBooth: level === 'booth' }, stands: false })) // prettier-ignore
  const former = [...was(121, hall), ...was(121, hall), ...was(122, elsewhere), ...was(123, school, hall), ...was(124, amer), ...was(1, twin)] // prettier-ignore
  const directory = (home = state) => new PlaceDirectory(home, areas, booths.filter(({ lft }) => home.lft <= lft && lft <= home.rgt), former) // prettier-ignore
  const find = (boothNumber: string, home = state) => directory(home).find({ ...none, seatNumber: '47', boothNumber }) // prettier-ignore
  it('is found where it is now, with a word about it', () => {
    expect(find('121')).toMatchObject({ ok: true, place: { id: hall.id, lft: hall.lft, named: true }, note: 'people_import_r_booth_now:47/121/47/2' }) // prettier-ignore
    expect(find('122')).toMatchObject({ ok: true, place: { id: elsewhere.id }, note: 'people_import_r_booth_now:47/122/181/1' }) // prettier-ignore
  })
  it('is refused where it went to several, and told to which; where it was closed; and where it is out of reach', () => {
    expect(find('123')).toEqual({ ok: false, reason: 'people_import_r_booth_split:47/123/47/1, 2' })
    expect(find('124')).toEqual({ ok: false, reason: 'people_import_r_booth_closed' })
    expect(find('122', jaipur)).toEqual({ ok: false, reason: 'people_import_r_booth_outside' })
    expect(find('125')).toEqual({ ok: false, reason: 'people_import_r_booth_unknown' })
  })
  it('gives way to the booth that has the number today', () => {
    expect(find('1')).toMatchObject({ ok: true, place: { id: school.id } })
    expect(find('1')).not.toHaveProperty('note')
  })
})

it.each([
  ['12', 12],
  ['012', 12],
  ['12.0', 12],
  ['भाग संख्या 12', 12],
  ['12 - School', 12],
  ['12A', undefined],
  ['', undefined],
  ['School', undefined],
])('the number in %j is %s', (text, number) => {
  expect(numberIn(text)).toBe(number)
})
