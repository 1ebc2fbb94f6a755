import { ask } from './ownersEyes.ts'

export interface Entry {
  readonly by: string
  readonly verb: string
  readonly subject: string
  readonly detail: Record<string, unknown>
}

/** What the audit log says of an exported file, in order. */
export const auditOf = (fileId: string): Promise<readonly Entry[]> =>
  ask<Entry>(
    'organisation',
    `select actor_person as by, verb, subject, detail from audit.entry where subject = 'export:' || $1 or detail->>'file' = $1 order by seq`,
    [fileId],
  )
