import { answer } from '#platform/api/answer.ts'
import { nextVacant } from '../endpoints.ts'

export const GET = answer(nextVacant)
