import { answer } from '#platform/api/answer.ts'
import { ranks } from './endpoints.ts'

export const GET = answer(ranks)
