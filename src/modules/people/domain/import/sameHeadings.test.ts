import { expect, it } from 'vitest'
import { sameHeadings } from './sameHeadings.ts'

it('of columns headed the same it is told which is read and which is not', () => {
  expect(
    sameHeadings(['नाम', ' नाम ', 'Mobile', 'MOBILE', '', '', 'Remarks', 'Remarks'], ['name', null, null, 'phone', null, null, null, null]), // prettier-ignore
  ).toEqual([
    { heading: 'नाम', read: [0], unread: [1] },
    { heading: 'Mobile', read: [3], unread: [2] },
  ])
  expect(sameHeadings(['Name', 'Name'], ['name', 'otherName'])).toEqual([])
})
