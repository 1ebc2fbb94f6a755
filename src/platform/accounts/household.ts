import type { Context } from '../context.ts'
import type { Database } from '../database/pool.ts'

/** One of those who may say "that is me" once the phone's code was right. */
export interface Member {
  readonly personId: string
  readonly name: string
  readonly state: string
}

/**
 * Who stands behind a phone (given by its blind index). Persons are a room above the platform, so the doors hand its verb in
 * (`behindPhone` of modules/people).
 * @param db inside a transaction its own connection: many at once, each waiting for a second one of the pool, would wait for each other
 */
export type Household = (ctx: Context, phoneIndex: Buffer, db?: Database) => Promise<readonly Member[]>

/** Where a request comes from, for budgets and the list of devices. */
export interface Asker {
  /** Network address of the browser as webServer.ts saw it. */
  readonly address: string
  /** The device cookie's token. */
  readonly device: string
  readonly userAgent: string
}
