import { answer } from '#platform/api/answer.ts'
import { findPlaces } from './endpoints.ts'

export const GET = answer(findPlaces)
