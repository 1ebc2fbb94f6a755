import { expect, test } from 'vitest'
import { faultsOf, type Needs } from './needs.ts'

const needs: Needs = {
  told: { least: 3, words: 'say what you did' },
  happenedOn: { least: 1, words: 'say when', early: 'too long ago', future: 'not yet' },
  atBooth: { least: 1, words: 'tick it' },
}
const form = (values: Readonly<Record<string, string>>) => (field: string) =>
  values[field] === undefined
    ? undefined
    : {
        value: values[field],
        min: field === 'happenedOn' ? '2026-11-01' : '',
        max: field === 'happenedOn' ? '2026-11-22' : '',
      }

test('a form that may go has no faults', () => {
  expect(faultsOf(needs, form({ told: 'बीस घर', happenedOn: '2026-11-22', atBooth: 'on' }))).toEqual([])
})

test('a tick that is missing, words that are none and a day that is none are each told, in the order of the form', () => {
  expect(faultsOf(needs, form({ told: '  ', happenedOn: '', atBooth: '' }))).toEqual([
    ['told', 'say what you did'],
    ['happenedOn', 'say when'],
    ['atBooth', 'tick it'],
  ])
})

test('a day is told to be too early or still to come', () => {
  const on = (happenedOn: string) => faultsOf(needs, form({ told: 'बीस घर', happenedOn, atBooth: 'on' }))
  expect(on('2026-10-31')).toEqual([['happenedOn', 'too long ago']])
  expect(on('2026-11-23')).toEqual([['happenedOn', 'not yet']])
})

test('where words or a photo will do, neither is told once, and one is enough', () => {
  const either: Needs = { told: { least: 1, words: 'say or show it', or: 'photo' } }
  expect(faultsOf(either, form({ told: ' ', photo: '' }))).toEqual([['told', 'say or show it']])
  expect(faultsOf(either, form({ told: '', photo: 'on' }))).toEqual([])
  expect(faultsOf(either, form({ told: 'देखा', photo: '' }))).toEqual([])
})

test('what concerns those who can be recognised is asked for only where there are any', () => {
  const consent: Needs = { agreed: { least: 1, words: 'ask them', ifAny: 'people' } }
  for (const people of ['', '0', 'two'])
    expect(faultsOf(consent, form({ people, agreed: '' })), people).toEqual([])
  for (const people of ['2', '१०'])
    expect(faultsOf(consent, form({ people, agreed: '' }))).toEqual([['agreed', 'ask them']])
  expect(faultsOf(consent, form({ people: '2', agreed: 'on' }))).toEqual([])
})

test('what the form does not have is not asked for', () => {
  expect(faultsOf(needs, form({ told: 'बीस घर', happenedOn: '2026-11-22' }))).toEqual([])
})

test('what can be no answer is told as that, needed or not; an empty field that need not be filled is no fault', () => {
  const optional: Needs = {
    counted: { least: 1, words: 'say how many', wrong: 'no such count' },
    photo: { least: 0, words: '', wrong: 'no picture' },
  }
  const held = (counted: string, photo: string, isWrong: boolean) => (field: string) => ({
    ...{ value: field === 'photo' ? photo : counted, min: '', max: '' },
    isWrong,
  })
  expect(faultsOf(optional, held('7', '', false))).toEqual([])
  expect(faultsOf(optional, held('', '', false))).toEqual([['counted', 'say how many']])
  expect(faultsOf(optional, held('-1', 'on', true))).toEqual([
    ['counted', 'no such count'],
    ['photo', 'no picture'],
  ])
})
