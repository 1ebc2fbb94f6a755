import type { Adapter } from './adapter.ts'

/** The organisation's own site: what is published stands in its feeds at once. Nothing leaves the house, so nothing can be lost. */
export const website: Adapter = {
  knowsIdBefore: () => undefined,
  prepare: (_, __, progress) => Promise.resolve({ kind: 'ready', progress }),
  publish: (_, post) => Promise.resolve({ kind: 'accepted', id: post.id, url: null }),
  readBack: () => Promise.resolve({ kind: 'live', url: null }),
  lookFor: () => Promise.resolve([]),
  withdraw: () => Promise.resolve({ kind: 'deleted' }),
}
