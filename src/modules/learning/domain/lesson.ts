/** What pages ask of a lesson. Without zod, which no phone and no preview should have to load. */
import type { Both, LessonContent, PracticalTask, Question } from './content.ts'

export const inLanguage = (both: Both, locale: string): string => (locale === 'en' ? both.en : both.hi)

export const questionsOf = ({ blocks }: LessonContent): readonly Question[] =>
  blocks.filter((block) => block.kind === 'question')
export const tasksOf = ({ blocks }: LessonContent): readonly PracticalTask[] =>
  blocks.filter((block) => block.kind === 'task')
/** Addresses of the files that a lesson shows or plays, each once. */
export const filesOf = ({ blocks }: LessonContent): readonly string[] => [
  ...new Set(blocks.flatMap((block) => ('file' in block && block.file !== '' ? [block.file] : []))),
]
