import { z } from 'zod'

const task = z.object({ taskId: z.guid() })
const report = task.extend({ reportId: z.guid() })

/** What other programs may hear of tasks; never what was asked or told. */
export const TASK_EVENTS = [
  {
    name: 'tasks.given',
    words: 'api_event_tasks_given',
    payload: task.extend({ placeId: z.guid(), wing: z.int().nullable() }),
  },
  { name: 'tasks.changed', words: 'api_event_tasks_changed', payload: task },
  { name: 'tasks.ended', words: 'api_event_tasks_ended', payload: task },
  {
    name: 'tasks.reported',
    words: 'api_event_tasks_reported',
    payload: report.extend({ placeId: z.guid(), wing: z.int() }),
  },
  {
    name: 'tasks.confirmed',
    words: 'api_event_tasks_confirmed',
    payload: report.extend({ personId: z.guid() }),
  },
  {
    name: 'tasks.confirmationTakenBack',
    words: 'api_event_tasks_taken_back',
    payload: report.extend({ personId: z.guid() }),
  },
] as const
