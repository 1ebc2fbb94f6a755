import type { EditionName } from '#platform/environment/environment.ts'
import type { AnyJob } from '#platform/jobs/job.ts'
import type { PublishedEvent } from '#platform/webhooks/event.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import type { Platform } from '#platform/context.ts'
import type { ReleaseRule } from '#platform/release/gate.ts'
import type { Handler } from '#platform/web/webServer.ts'

/** Which rooms, doors, reactions and jobs an edition has; nothing else. */
export interface Edition {
  readonly name: EditionName
  /** Rooms whose migrations run in this edition's database, lowest floor first. */
  readonly rooms: readonly string[]
  /** Route ids (SvelteKit) that start with one of these are this edition's doors; every other answers 404. */
  readonly doors: readonly string[]
  /** Route ids of doors that take a file, with the bytes of the whole form that they take at most; every other takes USUAL_BODY. */
  readonly bodies: Readonly<Record<string, number>>
  /** Where somebody's day begins, from the icon on the phone's home screen. */
  readonly start: string
  /** Whether a phone keeps its owner's pages and commands: the pages then say whose they are. */
  readonly worksOffline: boolean
  /** What other programs may hear (platform/webhooks); its reactions stand among the others. */
  readonly events: readonly PublishedEvent[]
  readonly reactions: readonly Reaction[]
  readonly jobs: readonly AnyJob[]
  /** What a worker proves of itself when it begins; a failure is told to the operator, and the work that needs it refuses. */
  readonly selfTests?: readonly (() => Promise<void>)[]
  /** What answers in front of the pages: without session, settings or language of a visitor (platform/web/webServer.ts). */
  readonly inFront?: (platform: Platform) => (pages: Handler) => Handler
  /** What stands in the release gate, in front of every message that is sent on somebody's behalf. */
  readonly releaseRules: readonly ReleaseRule[]
}
