import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { verify } from '#tests/passes/ed25519.ts'
import { createMissingSigningKey, rotateSigningKey, withdrawSigningKey } from './changeSigningKeys.ts'
import { createKeys, openKeyRing } from './keyRing.ts'
import { signingKeyOn } from './signingKey.ts'

const SET_UP = new Date('2026-11-22T20:00:00Z')
const newFolder = (): string => join(mkdtempSync(join(tmpdir(), 'keys-')), 'keys')
function setUp(): string {
  const folder = newFolder()
  createKeys(folder, SET_UP)
  return folder
}
const words = Buffer.from('what others check')

describe('the key that signs', () => {
  it('is made at set-up, signs from that day in India, and only its owner may read it', async () => {
    const folder = setUp()
    const [key] = openKeyRing(folder).signing
    expect(key).toMatchObject({ id: 1, from: '2026-11-23', until: null, withdrawn: false })
    expect(await verify(key!.publicKey, words, key!.sign(words))).toBe(true)
    expect(statSync(join(folder, 'signing.1.key')).mode & 0o777).toBe(0o600)
  })

  it('comes to an installation of an earlier version, never to a folder without the others, never in place of one', () => {
    const folder = setUp()
    const before = readFileSync(join(folder, 'signing.1.key'), 'utf8')
    createKeys(folder)
    expect(createMissingSigningKey(folder, SET_UP)).toBe(false)
    expect(readFileSync(join(folder, 'signing.1.key'), 'utf8')).toBe(before)

    const earlier = newFolder()
    mkdirSync(earlier)
    for (const name of ['sealing', 'index', 'session'])
      writeFileSync(join(earlier, `${name}.1.key`), `${'ab'.repeat(32)}\n`)
    expect(() => openKeyRing(earlier)).toThrow(/no signing key.*karyakarta migrate/)
    expect(createMissingSigningKey(earlier, SET_UP)).toBe(true)
    expect(openKeyRing(earlier).signing).toHaveLength(1)

    const empty = newFolder()
    mkdirSync(empty)
    expect(createMissingSigningKey(empty, SET_UP)).toBe(false)
    expect(createMissingSigningKey('/nowhere', SET_UP)).toBe(false)
    expect(readdirSync(empty)).toEqual([])
  })

  it('gives way to the next one on its day; the old one stays, with the days on which it signed', async () => {
    const folder = setUp()
    const signed = openKeyRing(folder).signing[0]!.sign(words)
    expect(rotateSigningKey(folder, '2026-12-01')).toEqual({ id: 2 })
    const { signing } = openKeyRing(folder)
    expect(signing.map(({ id, from, until }) => [id, from, until])).toEqual([
      [1, '2026-11-23', '2026-12-01'],
      [2, '2026-12-01', null],
    ])
    expect(await verify(signing[0]!.publicKey, words, signed)).toBe(true)
    expect(signingKeyOn(signing, '2026-11-30').id).toBe(1)
    expect(signingKeyOn(signing, '2026-12-01').id).toBe(2)
    expect(() => rotateSigningKey(folder, '2026-11-30')).toThrow(RangeError)
    expect(() => signingKeyOn(signing, '2026-11-22')).toThrow(/no signing key/)
  })

  it('signs nothing more once it was withdrawn, and is known as withdrawn', () => {
    const folder = setUp()
    rotateSigningKey(folder, '2026-11-24')
    withdrawSigningKey(folder, 2)
    const { signing } = openKeyRing(folder)
    expect(signing.map(({ withdrawn, until }) => [withdrawn, until])).toEqual([
      [false, null],
      [true, null],
    ])
    expect(signingKeyOn(signing, '2026-11-25').id).toBe(1)
    expect(() => withdrawSigningKey(folder, 7)).toThrow(RangeError)
    expect(readdirSync(folder).filter((name) => name.startsWith('signing'))).toHaveLength(2)
  })

  it('does not open a damaged file', () => {
    const folder = setUp()
    writeFileSync(join(folder, 'signing.1.key'), `${'ab'.repeat(32)}\n`)
    expect(() => openKeyRing(folder)).toThrow(/a signing key .* is damaged/)
  })
})
