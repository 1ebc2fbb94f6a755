import { describe, expect, it } from 'vitest'
import { nameSchema, twoScriptName } from './person.ts'

const faultOf = (name: string) => nameSchema.safeParse(name).error?.issues[0]?.message

describe('a name', () => {
  it.each(['<b>1234</b>', 'Sita <b>', 'Sita 2', 'सीता ३', '{{name}}'])('is not %s', (typed) =>
    expect(faultOf(typed)).toBe('people_name_with_signs'),
  )

  it.each(["D'Souza", 'Smt. Sita Devi', 'सीता देवी', 'A. P. J. Kalam', 'Anne-Marie'])('may be %s', (typed) =>
    expect(faultOf(typed)).toBeUndefined(),
  )
})

describe('the other script', () => {
  it.each(['S\u0456ta Devi', '\uff33ita Devi', '\u{1d412}ita Devi'])(
    'is derived as the eye reads it: %s',
    (typed) => {
      const { name, devanagari, flags } = twoScriptName(typed)
      expect(devanagari).toBe('सीता देवी')
      expect(name).toBe(typed)
      expect(flags).toContain('lookalike')
    },
  )

  it('is not derived by half', () => {
    expect(twoScriptName('Саша Devi').devanagari).toBe('Саша Devi')
  })
})
