import { answer } from '#platform/api/answer.ts'
import { listAllRegistrations } from '../../endpoints.ts'

export const GET = answer(listAllRegistrations)
