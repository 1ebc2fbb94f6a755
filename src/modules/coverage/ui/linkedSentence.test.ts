import { expect, it } from 'vitest'
import { linkedSentence } from './linkedSentence.ts'

const figures = { all: { text: '7', href: '/all' }, done: { text: '3', href: '/done' } }

it('figures are links wherever a language puts them', () => {
  expect(linkedSentence(({ all, done }) => `${all} बूथ में से ${done} पुष्ट।`, figures)).toEqual([
    { text: '7', href: '/all' },
    { text: ' बूथ में से ', href: undefined },
    { text: '3', href: '/done' },
    { text: ' पुष्ट।', href: undefined },
  ])
  expect(linkedSentence(({ done, all }) => `${done} of ${all}`, figures).map(({ text }) => text)).toEqual([
    '3',
    ' of ',
    '7',
  ])
})
it('a sentence may leave a figure out', () => {
  expect(linkedSentence(() => 'nothing', figures)).toEqual([{ text: 'nothing', href: undefined }])
})
