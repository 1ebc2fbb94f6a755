import fc from 'fast-check'
import { expect, it } from 'vitest'
import { tidyBoothName } from './boothName.ts'

it.each([
  ['govt sr sec school room no 2, Goner', 'Govt Sr Sec School Room No. 2, Goner'],
  ['Govt Sr Secondary School, Room No, 11', 'Govt Sr Secondary School, Room No. 11'],
  ['Office of the Gram Panchayat,Dudu', 'Office of the Gram Panchayat, Dudu'],
  ['Govt Primary School, 8 Q', 'Govt Primary School, 8 Q'],
  ["St. Mary's School, Ward no. 4", "St. Mary's School, Ward No. 4"],
  ['Govt School, 3rd floor', 'Govt School, 3rd Floor'],
  ['Right Part, ', 'Right Part'],
  [' to, Goner', 'To, Goner'],
])('%s is read as %s', (printed, read) => expect(tidyBoothName(printed)).toBe(read))

it('what is tidy stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'Govt no. ,12aSch'), maxLength: 40 }), (printed) => {
      const once = tidyBoothName(printed)
      expect(tidyBoothName(once)).toBe(once)
    }),
  )
})
