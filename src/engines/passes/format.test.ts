import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  checkPass,
  dayBegins,
  encodeList,
  encodePass,
  openList,
  passFromText,
  passToText,
  type CompactPass,
  type PassKey,
} from './index.ts'
import { signerOfSeed, verify } from '#tests/passes/ed25519.ts'

interface Vectors {
  readonly seed: string
  readonly publicKey: string
  readonly passes: readonly (CompactPass & { bytes: string; text: string })[]
  readonly list: { kind: 'card'; about: number; madeAt: string; serials: number[]; bytes: string }
}

const file = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const DOCUMENT = file('docs/formats/compact-pass.md')
const vectors = JSON.parse(/```json\n(.*?)```/s.exec(readFileSync(DOCUMENT, 'utf8'))![1]!) as Vectors

const signer = signerOfSeed(Buffer.from(vectors.seed, 'hex'))
const key: PassKey = { publicKey: signer.publicKey, from: '2020-01-01', until: null }
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const first = Uint8Array.from(Buffer.from(vectors.passes[0]!.bytes, 'hex'))
const madeAt = Date.parse(vectors.list.madeAt)

const judge = async (bytes: Uint8Array, serials: number[] = [], now = madeAt) => {
  const list = await openList(
    encodeList({ kind: 'card', about: 0, madeAt: now, serials }, signer),
    [key],
    verify,
  )
  const answer = await checkPass(bytes, { keys: [key], list, now, verify })
  return answer.answer === 'couldNotCheck' ? answer.why : answer.answer
}

describe('docs/formats/compact-pass.md', () => {
  it('has vectors that our engine makes to the byte', () => {
    expect(hex(signer.publicKey)).toBe(vectors.publicKey)
    for (const { bytes, text, ...pass } of vectors.passes) {
      expect(hex(encodePass(pass, signer))).toBe(bytes)
      expect(passToText(Buffer.from(bytes, 'hex'))).toBe(text)
      expect(hex(passFromText(text))).toBe(bytes)
    }
    expect(hex(encodeList({ ...vectors.list, madeAt }, signer))).toBe(vectors.list.bytes)
  })

  it('says rightly what becomes of altered ones', async () => {
    const altered = (at: number, byte: number) => first.with(at < 0 ? first.length + at : at, byte)
    expect(await judge(first)).toBe('valid')
    expect(await judge(altered(-1, first.at(-1)! ^ 1))).toBe('forged')
    expect(await judge(altered(18, 0xb9))).toBe('forged')
    expect(await judge(first.slice(0, -1))).toBe('unreadable')
    expect(await judge(altered(0, 0x21))).toBe('unreadable')
    expect(await judge(first, [vectors.passes[0]!.serial])).toBe('revoked')
    expect(await judge(first, [], dayBegins('2028-11-26'))).toBe('expired')
  })

  const python = spawnSync('python3', ['-c', 'import cryptography']).status === 0
  it.runIf(python)('is enough for a second reader, written by it alone in another language', () => {
    const run = spawnSync('python3', [file('tests/passes/secondReader.py'), DOCUMENT], { encoding: 'utf8' })
    expect(run.stderr).toBe('')
    const { bytes: _, ...list } = vectors.list
    expect(JSON.parse(run.stdout)).toEqual({
      passes: vectors.passes.map(({ bytes: _bytes, text: _text, ...pass }) => pass),
      list,
    })
  })
})
