import type { Context } from '../context.ts'
import type { Database } from '../database/pool.ts'

/** One of those who joined with a phone. */
export interface Member {
  readonly personId: string
  readonly name: string
  /**
   * Whether the phone's code was once right for her, or somebody with the authority to bring people in named her. Anybody can type anybody's number and any name into the join form: who has not proved
   * it is offered to nobody, and comes in by filling in the form again.
   */
  readonly isProved: boolean
}

/** Who may say "that is me" once the phone's code was right. @param here who acts already: her proof may still be on its way */
export const offered = (members: readonly Member[], here: string | null = null): readonly Member[] =>
  members.filter(({ isProved, personId }) => isProved || personId === here)

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
