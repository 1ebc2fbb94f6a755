import { createHash } from 'node:crypto'
import { contentHash, type SceneDocument } from '#engines/scenes/index.ts'

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
/** What approvals bind: 64 hex digits. */
export const hashOf = (document: SceneDocument): string => contentHash(document, sha256)
