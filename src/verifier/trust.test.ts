/** What a verifier keeps: the newest that the house signed, and nothing else that answers in its place. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { encodeList } from '#engines/passes/index.ts'
import { readTrust, renew } from './trust.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const bytes = Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(12))
const signer = {
  publicKey: bytes,
  sign: (message: Uint8Array) => Uint8Array.from(sign(null, message, privateKey)),
}
const listOf = (madeAt: string, serials: readonly number[]) =>
  encodeList({ kind: 'badge', about: 0, madeAt: Date.parse(madeAt), serials }, signer)
const KEYS = JSON.stringify({
  keys: [{ publicKey: Buffer.from(bytes).toString('hex'), from: '2026-11-01', until: null }],
})

/** What the network answers, by path. */
let answers: Record<string, string | Uint8Array<ArrayBuffer> | undefined>
beforeEach(() => {
  const kept = new Map<string, Response>()
  const cache = {
    put: (path: string, response: Response) => Promise.resolve(void kept.set(path, response)),
    match: (path: string) => Promise.resolve(kept.get(path)?.clone()),
  }
  vi.stubGlobal('caches', { open: () => Promise.resolve(cache) })
  vi.stubGlobal('fetch', (path: string) => {
    const answer = answers[path]
    return answer === undefined
      ? Promise.reject(new TypeError('no network'))
      : Promise.resolve(new Response(answer))
  })
})
afterEach(() => vi.unstubAllGlobals())

it('keeps what the house signed, and through a sign-in page, an older list or no network what it had', async () => {
  const revoked = async () => {
    await renew()
    const { keys, lists } = await readTrust()
    return [keys.length, lists.get('badge')?.has(7), lists.get('badge')?.has(8)]
  }
  const first = listOf('2026-11-20T06:00:00Z', [7])
  const second = listOf('2026-11-21T06:00:00Z', [7, 8])
  answers = { '/.well-known/karyakarta-keys.json': KEYS, '/credentials/revoked/badge': first }
  expect(await revoked()).toEqual([1, true, false])
  answers['/credentials/revoked/badge'] = second
  expect(await revoked()).toEqual([1, true, true])
  answers['/credentials/revoked/badge'] = first
  expect(await revoked()).toEqual([1, true, true])
  answers = { '/.well-known/karyakarta-keys.json': '<html>sign in</html>', '/credentials/revoked/badge': '<html>sign in</html>' } // prettier-ignore
  expect(await revoked()).toEqual([1, true, true])
  answers = {}
  expect(await revoked()).toEqual([1, true, true])
})
