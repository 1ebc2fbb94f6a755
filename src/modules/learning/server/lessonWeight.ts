import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { LessonContent } from '../domain/content.ts'
import { filesOf } from '../domain/lesson.ts'
import { mediaOf } from './mediaStore.ts'
import type { Weight } from './versionStore.ts'
import { textBytes } from './weigh.ts'

const BLOCK_KINDS = { picture: 'picture', audio: 'audio', video: 'video' } as const

/**
 * What a content weighs, file by file; each of them must be one that was uploaded for lessons, and of the kind that its block says.
 * @throws Refusal badInput beside the block
 */
export async function weighLesson(tx: Transaction, content: LessonContent): Promise<Weight> {
  const files = await mediaOf(tx, filesOf(content))
  const faults: Record<string, string> = {}
  for (const [at, block] of content.blocks.entries()) {
    if (!('file' in block) || block.file === '') continue
    const isThere = files.get(block.file)?.kind === BLOCK_KINDS[block.kind]
    if (!isThere) faults[`blocks.${at}.file`] = 'learning_file_needed'
  }
  if (Object.keys(faults).length > 0) throw new Refusal('badInput', { fields: faults })
  const sum = (isPicture: boolean): number =>
    [...files.values()]
      .filter(({ kind }) => (kind === 'picture') === isPicture)
      .reduce((bytes, file) => bytes + file.bytes, 0)
  return { text: textBytes(content), pictures: sum(true), media: sum(false) }
}
