import { answer } from '#platform/api/answer.ts'
import { viewOnePlace } from '../endpoints.ts'

export const GET = answer(viewOnePlace)
