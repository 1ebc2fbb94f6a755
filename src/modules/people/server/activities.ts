import { recordActivity } from './recordActivity.ts'
import { withdrawActivity } from './withdrawActivity.ts'

/** What rooms above do with activities, inside their own transactions: tell of one, and take one back. */
export const activities = { record: recordActivity, withdraw: withdrawActivity } as const
