import { answer } from '#platform/api/answer.ts'
import { coverage } from './endpoints.ts'

export const GET = answer(coverage)
