import { requirePerson } from '#platform/access/authorise.ts'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { afterHappening, type VersionHappening, type VersionState } from '../domain/version.ts'
import { lockVersion, type Version } from './versionStore.ts'

/** @throws Refusal notFound */
export async function lockKnownVersion(tx: Transaction, versionId: string): Promise<Version> {
  requirePerson(tx.actor)
  const version = await lockVersion(tx, versionId)
  if (!version) throw new Refusal('notFound', { reason: 'learning_version_unknown' })
  return version
}

const REASONS: Readonly<Record<VersionState, string>> = {
  draft: 'learning_is_draft',
  in_review: 'learning_is_in_review',
  released: 'learning_is_released',
  retired: 'learning_is_retired',
}

/** The state that follows. @throws Refusal changedMeanwhile when that cannot happen to it now, saying what it is */
export function stateAfter({ state }: Version, happening: VersionHappening): VersionState {
  const next = afterHappening(state, happening)
  if (!next) throw new Refusal('changedMeanwhile', { reason: REASONS[state] })
  return next
}

/**
 * What somebody wrote or read is what stands there now.
 * @throws Refusal changedMeanwhile `learning_changed_meanwhile`: the page shows both and asks
 */
export function refuseOutdated(version: Version, seen: string): void {
  if (version.hash !== seen) throw new Refusal('changedMeanwhile', { reason: 'learning_changed_meanwhile' })
}
