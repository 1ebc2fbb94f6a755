import { openList, type PassKey, type PassKind, type RevokedList } from '#engines/passes/index.ts'
import { verifyHere } from './ed25519.ts'

/** Shared with the worker, which keeps the page there (src/offline/verifierCopy.ts). */
const CACHE = 'verifier-1'
const KEYS = '/.well-known/karyakarta-keys.json'
const LISTS = { card: '/credentials/revoked/card', badge: '/credentials/revoked/badge' } as const
type Listed = keyof typeof LISTS

/** What passes are judged with: the house's keys and its lists, as they were when there was a network. */
export interface Trust {
  readonly keys: readonly PassKey[]
  readonly lists: ReadonlyMap<PassKind, RevokedList>
  /** Of keys and lists together, as they lie on the phone. */
  readonly bytes: number
}

/**
 * Asks the house for what is newest and keeps it; what cannot be had stays as it was. So does what is no better: a hotel's sign-in page in place of a list,
 * or a list that was made before the one that is here, by which somebody revoked since would be good again.
 */
export async function renew(): Promise<void> {
  const cache = await caches.open(CACHE)
  const [keysFile, ...files] = await Promise.all(
    [KEYS, ...Object.values(LISTS)].map(async (path) => {
      const response = await fetch(path, { cache: 'no-cache', credentials: 'omit' }).catch(() => undefined)
      return response?.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
    }),
  )
  if (keysFile && keysOf(keysFile).length > 0) await cache.put(KEYS, new Response(keysFile))
  const { keys, lists } = await readTrust()
  for (const [nth, kind] of (Object.keys(LISTS) as Listed[]).entries()) {
    const file = files[nth]
    const list = file && (await openList(file, keys, verifyHere).catch(() => undefined))
    if (list?.kind === kind && list.madeAt >= (lists.get(kind)?.madeAt ?? 0))
      await cache.put(LISTS[kind], new Response(file))
  }
}

/** What is kept. A list whose signature does not hold is none. */
export async function readTrust(): Promise<Trust> {
  const cache = await caches.open(CACHE)
  const read = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array((await (await cache.match(path))?.arrayBuffer()) ?? new ArrayBuffer(0))
  const keysFile = await read(KEYS)
  const keys = keysOf(keysFile)
  const lists = new Map<PassKind, RevokedList>()
  let bytes = keysFile.length
  for (const kind of Object.keys(LISTS) as Listed[]) {
    const file = await read(LISTS[kind])
    bytes += file.length
    const list = await openList(file, keys, verifyHere).catch(() => undefined)
    if (list?.kind === kind) lists.set(kind, list)
  }
  return { keys, lists, bytes }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** @returns no key for a file that is none */
function keysOf(file: Uint8Array): readonly PassKey[] {
  try {
    const { keys } = JSON.parse(new TextDecoder().decode(file)) as {
      keys: { publicKey: string; from: string; until: string | null }[]
    }
    return keys.flatMap(({ publicKey, from, until }) => {
      const bytes = publicKey.match(/[0-9a-f]{2}/g)?.map((pair) => Number.parseInt(pair, 16)) ?? []
      const isWhole = bytes.length === 32 && DAY.test(from) && (until === null || DAY.test(until))
      return isWhole ? [{ publicKey: Uint8Array.from(bytes), from, until }] : []
    })
  } catch {
    return []
  }
}
