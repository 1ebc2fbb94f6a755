import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { writtenItem, type BulletinWords } from '../domain/bulletin.ts'
import { written, type LessonContent } from '../domain/content.ts'
import { inLanguage } from '../domain/lesson.ts'

/** SHA-256 of a content as the room writes it, 64 hex digits: what a review is bound to. */
export const hashOf = (content: LessonContent): string =>
  createHash('sha256').update(written(content)).digest('hex')

/** The same of an item of the bulletin. */
export const itemHash = (item: BulletinWords): string =>
  createHash('sha256').update(writtenItem(item)).digest('hex')

/** What the page around the words weighs: styles, strip and forms, packed (bench: learning). */
const FRAME_BYTES = 9_000

/** Bytes that a lesson's page weighs in one language, packed as the house sends it and a phone keeps it. */
export function textBytes(content: LessonContent): number {
  const oneLanguage = JSON.stringify(content, (_, value: unknown) =>
    isBoth(value) ? inLanguage(value, 'hi') : value,
  )
  return FRAME_BYTES + gzipSync(oneLanguage, { level: 6 }).length
}

const isBoth = (value: unknown): value is { hi: string; en: string } =>
  typeof value === 'object' && value !== null && 'hi' in value && 'en' in value && !('kind' in value)
