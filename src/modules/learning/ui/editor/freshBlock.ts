import type { BlockKind, LessonDraft } from '../../domain/content.ts'

export type BlockDraft = LessonDraft['blocks'][number]
export type QuestionDraft = Extract<BlockDraft, { kind: 'question' }>
export type AnswerDraft = QuestionDraft['answer']

export const both = () => ({ hi: '', en: '' })

/** A key that no other has yet: `question-3`. It stays when what it names is moved or reworded, so that nobody's answers and cards are lost. */
export function freshKey(kind: string, taken: readonly string[]): string {
  for (let nth = 1; ; nth++) if (!taken.includes(`${kind}-${nth}`)) return `${kind}-${nth}`
}

export function freshAnswer(kind: AnswerDraft['kind']): AnswerDraft {
  switch (kind) {
    case 'one':
      return { kind, options: [both(), both()], right: 0 }
    case 'many':
      return { kind, options: [both(), both(), both()], right: [0] }
    case 'order':
      return { kind, items: [both(), both(), both()] }
    case 'pairs':
      return { kind, pairs: [{ left: both(), right: both() }, { left: both(), right: both() }] } // prettier-ignore
  }
}

export function freshBlock(kind: BlockKind, lesson: LessonDraft): BlockDraft {
  const taken = lesson.blocks.flatMap((block) => ('key' in block ? [block.key] : []))
  switch (kind) {
    case 'text':
      return { kind, hi: '', en: '' }
    case 'picture':
      return { kind, file: '', alt: both() }
    case 'audio':
    case 'video':
      return { kind, file: '', seconds: 60, words: both() }
    case 'question':
      return { kind, key: freshKey(kind, taken), ask: both(), why: both(), answer: freshAnswer('one') }
    case 'task':
      return { kind, key: freshKey(kind, taken), ask: both(), proof: 'either', check: both() }
  }
}

/** Moves one of a list by one place. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const to = at + by
  if (to < 0 || to >= list.length) return [...list]
  const next = [...list]
  ;[next[at], next[to]] = [next[to]!, next[at]!]
  return next
}
