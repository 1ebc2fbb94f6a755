import { answer } from '#platform/api/answer.ts'
import { viewPlace } from '../endpoints.ts'

export const GET = answer(viewPlace)
