import { expect, test } from 'vitest'
import { m } from '#paraglide/messages.js'
import { CHANGE_KINDS, inChoices } from '../../domain/restructure/line.ts'
import { changeWords, planName, planState } from './words.ts'

const place = { id: 'b', level: 'booth', code: 7, nameHi: 'राजकीय विद्यालय', nameEn: 'New Hall', seat: { code: 1, nameHi: 'क', nameEn: 'K' } } // prettier-ignore
const rename = (was: object, became: object) => ({ kind: 'rename' as const, onDate: '2026-12-01', place, other: null, handsOver: false, was, became, fromPlace: null, toPlace: null }) // prettier-ignore

test('a name that is new in the other language only is told as that, never as this language’s former name', () => {
  const only = rename({ nameEn: 'Old Hall' }, { nameEn: 'New Hall' })
  const hindi = changeWords(only, 'hi')
  expect(hindi).toContain('New Hall')
  expect(hindi).toContain('Old Hall')
  expect(changeWords(only, 'en')).toMatch(/New Hall.*Old Hall/)
  const both = rename(
    { nameEn: 'Old Hall', nameHi: 'पुराना भवन' },
    { nameEn: 'New Hall', nameHi: 'राजकीय विद्यालय' },
  )
  expect(changeWords(both, 'hi')).not.toContain('Hall')
  expect(changeWords(rename({ code: 3 }, { code: 7 }), 'hi')).not.toContain(';')
})

test('what is only planned is not told as done', () => {
  const other = { ...place, id: 'o', code: 8 }
  const change = (kind: 'split' | 'merge' | 'close') => ({ ...rename({}, {}), kind, other, handsOver: true })
  for (const kind of ['split', 'merge', 'close'] as const) {
    const [planned, done] = [changeWords(change(kind), 'hi', 'planned'), changeWords(change(kind), 'hi')]
    expect(planned).not.toBe(done)
    expect(planned).not.toMatch(/गया|गए|हुआ|बना:/)
  }
})

test('an undo is told from the plan that it took back, and that plan says that it was', () => {
  const applied = { name: 'बूथ.csv', state: 'applied' as const, undoes: null, undoneBy: null }
  const [taken, undo] = [
    { ...applied, undoneBy: 'u' },
    { ...applied, undoes: 'p' },
  ]
  expect(planName(undo)).toContain(planName(taken))
  expect(planName(undo)).not.toBe(planName(taken))
  expect(planState(taken)).not.toBe(planState(applied))
  expect(planName({ ...undo, name: '' })).toContain(planName({ ...taken, name: '' }))
})

test('what may stand in a line is told in words that a file may use, in either language', () => {
  const told = (locale: 'hi' | 'en') => m.places_r_what_unknown({}, { locale })
  const hindi = /लिखें: (.+?)।/.exec(told('hi'))![1]!.split(/, | या /)
  expect(hindi.map((what) => inChoices({ what }).what)).toEqual(CHANGE_KINDS)
  for (const kind of CHANGE_KINDS)
    for (const locale of ['hi', 'en'] as const) expect(told(locale)).toContain(kind)
})
