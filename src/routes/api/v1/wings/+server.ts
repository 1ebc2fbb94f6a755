import { answer } from '#platform/api/answer.ts'
import { wings } from './endpoints.ts'

export const GET = answer(wings)
