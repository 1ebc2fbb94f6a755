import { expect, it } from 'vitest'
import { twoScriptName } from '../domain/person.ts'
import { nameFor, typedBeside } from './nameFor.ts'

const typed = (words: string) => {
  const { name, latin, devanagari } = twoScriptName(words)
  return { name, nameLatin: latin, nameDevanagari: devanagari }
}

it('the reader’s language chooses the spelling of a name, and what was typed stands beside it where that is another', () => {
  const english = typed('Sunita Sharma')
  expect([nameFor(english, 'hi'), typedBeside(english, 'hi')]).toEqual(['सुनीता शर्मा', 'Sunita Sharma'])
  expect([nameFor(english, 'en'), typedBeside(english, 'en')]).toEqual(['Sunita Sharma', undefined])
  const hindi = typed('सुनीता शर्मा')
  expect([nameFor(hindi, 'hi'), typedBeside(hindi, 'hi')]).toEqual(['सुनीता शर्मा', undefined])
  expect(typedBeside(hindi, 'en')).toBe('सुनीता शर्मा')
  expect(nameFor(hindi, 'en')).toMatch(/^Sun/)
})

it('of somebody forgotten the sign that stands for her name is shown', () => {
  const forgotten = { name: '—', nameLatin: '', nameDevanagari: '' }
  expect([nameFor(forgotten, 'hi'), typedBeside(forgotten, 'hi')]).toEqual(['—', undefined])
})
