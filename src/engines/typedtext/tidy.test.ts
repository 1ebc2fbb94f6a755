import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oneLine, tidy } from './index.ts'

describe('what was typed', () => {
  it('keeps lines and single blank lines, and nothing that only hides or turns writing', () => {
    expect(tidy(' एक \t दो \r\n\r\n\r\n\r\nतीन\u0000चार ')).toBe('एक दो\n\nतीन चार')
    expect(tidy('evil\u202etxt\u200b')).toBe('eviltxt')
    expect(oneLine('एक\nदो')).toBe('एक दो')
    expect(tidy('\u200b\u200d\u2060')).toBe('')
  })

  it('leaves the joiners that Hindi and emoji are written with, and composes letters', () => {
    for (const word of ['श्री\u200dमती', 'क्\u200cष', '👩\u200d🌾']) expect(tidy(word)).toBe(word)
    expect(tidy('e\u0301')).toBe('\u00e9')
  })

  it('is the same when it is read again, whatever it was', () => {
    const anything = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\r', '\n', ' ', '\u200d', '\u200c', '\u200b', '\u0301', 'क', '\u093c', '\u00a0'),
      ),
    )
    fc.assert(
      fc.property(anything, (parts) => {
        const once = tidy(parts.join(''))
        expect(tidy(once)).toBe(once)
        expect(oneLine(oneLine(once))).toBe(oneLine(once))
        expect(once).not.toMatch(/\n\n\n|[^\S\n]{2}|^\s|\s$/)
      }),
    )
  })
})
