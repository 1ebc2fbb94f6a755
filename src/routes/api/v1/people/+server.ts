import { answer } from '#platform/api/answer.ts'
import { listPeople } from './endpoints.ts'

export const GET = answer(listPeople)
