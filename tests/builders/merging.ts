import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { mergePeople } from '#modules/people/server/mergePeople.ts'

/** Somebody who may says that two records are one person; whoever wants rooms to hear of it delivers their reactions. */
export const mergeRecords = (by: Context, staysId: string, givesId: string) =>
  mergePeople(by, { command: uuidv7(), staysId, givesId })
