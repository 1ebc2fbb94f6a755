import { answer } from '#platform/api/answer.ts'
import { listChildren } from '../../endpoints.ts'

export const GET = answer(listChildren)
