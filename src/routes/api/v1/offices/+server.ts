import { answer } from '#platform/api/answer.ts'
import { offices } from './endpoints.ts'

export const GET = answer(offices)
