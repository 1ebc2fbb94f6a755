import { answer } from '#platform/api/answer.ts'
import { listAllTracks } from './endpoints.ts'

export const GET = answer(listAllTracks)
