import { answer } from '#platform/api/answer.ts'
import { changeOneTask, viewOneTask } from '../endpoints.ts'

export const GET = answer(viewOneTask)
export const PATCH = answer(changeOneTask)
