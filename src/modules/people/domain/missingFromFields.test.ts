import { describe, expect, it } from 'vitest'
import { missingFromFields, saysMissing } from './missingFromFields.ts'
import { joinFromFields } from './person.ts'

const within = 'missing.constituencyId'
const described = 'missing.described'

describe('the part "my booth is missing" of a form', () => {
  it.each([
    ['nothing was touched', {}, false],
    ['only blanks were typed', { [described]: '  ' }, false],
    ['the form names the one constituency by itself', { 'missing.only': 'a' }, false],
    ['the booth is described', { [described]: 'ढाणी का स्कूल' }, true],
    ['it is described although a booth stands chosen', { [described]: 'ढाणी का स्कूल', boothId: 'b' }, true],
    ['a constituency was chosen', { [within]: 'a' }, true],
    ['a constituency was chosen and then a booth', { [within]: 'a', boothId: 'b' }, false],
  ])('%s', (_, fields: Record<string, string>, used) => {
    expect(saysMissing(fields)).toBe(used)
    expect('missing' in joinFromFields(fields)).toBe(used)
  })

  it('stands in the chosen constituency, else in the only one', () => {
    const told = { [described]: 'x' }
    expect(missingFromFields({ ...told, [within]: 'a' }).constituencyId).toBe('a')
    expect(missingFromFields({ ...told, 'missing.only': 'b' }).constituencyId).toBe('b')
    expect(missingFromFields(told).constituencyId).toBe('')
  })
})
