import type { Context } from '#platform/context.ts'
import type { ReleaseRule } from '#platform/release/gate.ts'
import type { Session } from '../adapters/adapter.ts'
import type { Token } from '../channelStore.ts'
import type { Claimed } from './claim.ts'

/** One worker's hold on one target. */
export interface Hold {
  readonly job: Context
  readonly rules: readonly ReleaseRule[]
  readonly claimed: Claimed
  session: Session
  token: Token | undefined
  /** The sign-in was got anew in this run: a second refusal is meant. */
  hasRenewed: boolean
}
