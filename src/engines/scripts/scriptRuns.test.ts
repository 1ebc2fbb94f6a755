import fc from 'fast-check'
import { expect, it } from 'vitest'
import { scriptRuns } from './scriptRuns.ts'

it('parts a line where its script changes, and keeps signs and joiners with what they follow', () => {
  expect(scriptRuns('WhatsApp पर 6 पाठ · Six')).toEqual([
    { text: 'WhatsApp ', script: 'latin' },
    { text: 'पर 6 पाठ ', script: 'devanagari' },
    { text: '· Six', script: 'latin' },
  ])
  expect(scriptRuns('“क्‍ष”')).toEqual([{ text: '“क्‍ष”', script: 'devanagari' }])
  expect(scriptRuns('')).toEqual([])
})

it('loses nothing, and no two runs beside each other have one script', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'अक्‍षिa B1.·') }), (line) => {
      const runs = scriptRuns(line)
      expect(runs.map(({ text }) => text).join('')).toBe(line)
      expect(runs.every(({ script }, at) => runs[at + 1]?.script !== script)).toBe(true)
    }),
  )
})
