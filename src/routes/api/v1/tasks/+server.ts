import { answer } from '#platform/api/answer.ts'
import { giveOneTask, listAllTasks } from './endpoints.ts'

export const GET = answer(listAllTasks)
export const POST = answer(giveOneTask)
