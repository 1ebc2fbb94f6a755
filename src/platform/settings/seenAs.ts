import { createHash } from 'node:crypto'

/** A short mark of what somebody saw: another one tells that it changed since, so that a form which was overtaken does not overwrite. */
export const seenAs = (shown: unknown): string =>
  createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)
