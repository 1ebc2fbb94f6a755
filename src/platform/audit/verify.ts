import { sql } from 'kysely'
import type { Database } from '../database/pool.ts'

export interface AuditVerdict {
  readonly entries: number
  /** Hex of the newest hash. Written down elsewhere, it proves later that nothing before it was rewritten. */
  readonly head: string
  readonly faults: readonly { readonly seq: number; readonly fault: string }[]
}

/** Recomputes the whole chain in one pass. No faults: nothing was altered, removed or put in between. */
export async function verifyAudit(db: Database): Promise<AuditVerdict> {
  const head = await sql<{
    seq: number
    head: string
  }>`select seq, encode(hash, 'hex') as head from audit.head`.execute(db)
  const faults = await sql<{
    seq: number
    fault: string
  }>`select seq, fault from audit.fault order by seq limit 100`.execute(db)
  return { entries: head.rows[0]?.seq ?? 0, head: head.rows[0]?.head ?? '', faults: faults.rows }
}
