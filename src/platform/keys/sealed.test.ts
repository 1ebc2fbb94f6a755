import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeys, openKeyRing } from './keyRing.ts'
import { blindIndex, seal, unseal } from './sealed.ts'

const folder = join(mkdtempSync(join(tmpdir(), 'keys-')), 'keys')
createKeys(folder)
const keys = openKeyRing(folder)

describe('a sealed text', () => {
  it('opens to what was sealed, only where it was bound', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = seal(keys, text, 'people.phone:1')
        expect(unseal(keys, sealed, 'people.phone:1')).toBe(text)
        expect(() => unseal(keys, sealed, 'people.phone:2')).toThrow()
      }),
      { numRuns: 50 },
    )
  })

  it('never opens when a bit was changed', () => {
    const sealed = seal(keys, '+919829000000', 'x')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: sealed.length * 8 - 1 }), (bit) => {
        const altered = Buffer.from(sealed)
        altered[bit >> 3]! ^= 1 << (bit & 7)
        expect(() => unseal(keys, altered, 'x')).toThrow()
      }),
    )
  })

  it('still opens after a newer key came', () => {
    const sealed = seal(keys, 'old', 'x')
    writeFileSync(join(folder, 'sealing.2.key'), `${'ab'.repeat(32)}\n`)
    const renewed = openKeyRing(folder)
    expect(unseal(renewed, sealed, 'x')).toBe('old')
    expect(seal(renewed, 'new', 'x').readUInt32BE(1)).toBe(2)
    expect(blindIndex(renewed, 'a')).toEqual(blindIndex(keys, 'a'))
  })

  it('makes no key that nothing uses, and takes a ring that has one from an earlier version', () => {
    const here = join(mkdtempSync(join(tmpdir(), 'keys-')), 'keys')
    createKeys(here)
    expect(readdirSync(here).sort()).toEqual([
      'index.1.key',
      'sealing.1.key',
      'session.1.key',
      'signing.1.key',
    ])
    writeFileSync(join(here, 'card.1.key'), `${'cd'.repeat(32)}\n`, { mode: 0o600 })
    expect(openKeyRing(here).newest('sealing').id).toBe(1)
  })

  it('has keys that only their owner may read, and no start without them', () => {
    expect(statSync(join(folder, 'sealing.1.key')).mode & 0o777).toBe(0o600)
    expect(() => openKeyRing('/nowhere')).toThrow(/no sealing key/)
  })
})
