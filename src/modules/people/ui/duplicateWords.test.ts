import { expect, it } from 'vitest'
import { m } from '#paraglide/messages.js'
import { changedWords } from './duplicateWords.ts'

it('what a merge taken back keeps is told as what will be before, and as what was when it is done', () => {
  const nothing = { ended: 0, added: 0, isRecordChanged: false }
  expect(changedWords(nothing, 'hi', 'before')).toEqual([m.people_d_unchanged()])
  expect(changedWords(nothing, 'hi', 'done')).toEqual([m.people_d_unchanged_done()])
  const much = { ended: 1, added: 2, isRecordChanged: true }
  const [before, done] = [changedWords(much, 'hi', 'before'), changedWords(much, 'hi', 'done')]
  expect([before.length, done.length]).toEqual([3, 3])
  for (const [at, words] of before.entries()) expect(done[at]).not.toBe(words)
})
