import { answer } from '#platform/api/answer.ts'
import { me } from './endpoints.ts'

export const GET = answer(me)
