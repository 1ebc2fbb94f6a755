import { answer } from '#platform/api/answer.ts'
import { endOneTask } from '../../endpoints.ts'

export const POST = answer(endOneTask)
