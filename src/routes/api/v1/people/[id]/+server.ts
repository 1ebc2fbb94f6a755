import { answer } from '#platform/api/answer.ts'
import { viewOnePerson } from '../endpoints.ts'

export const GET = answer(viewOnePerson)
