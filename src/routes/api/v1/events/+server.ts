import { answer } from '#platform/api/answer.ts'
import { listAllEvents } from './endpoints.ts'

export const GET = answer(listAllEvents)
