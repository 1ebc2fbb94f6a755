/**
 * One post on one channel. Its state says what is known of it, never what is hoped: between the request that may have made it and the platform's
 * answer lies a state of its own, and what nobody knows goes to a person. There is no way in this machine from "perhaps" back to "send".
 */

export const STATES = [
  'queued',
  'held',
  'sending',
  'sent',
  'verified_live',
  'failed',
  'ambiguous',
  'withdrawn',
] as const
export type TargetState = (typeof STATES)[number]

/** How a post ended that was taken back. */
export type WithdrawnHow = 'unsent' | 'deleted' | 'edited' | 'by_hand'

export interface Target {
  readonly state: TargetState
  /** The one request has been begun after which something may be seen by others: from here on silence means "perhaps". */
  readonly isPublishing: boolean
  /** Number of this attempt. Whoever answers for another one is late. */
  readonly attempt: number
  /** What the platform calls the post; once known never forgotten. */
  readonly platformId: string | null
  /** Posts that turned up beside it: each is taken away like the first would be. */
  readonly otherIds: readonly string[]
  readonly isWithdrawAsked: boolean
  /** The interface cannot take it away: a person does, and says so. */
  readonly needsHand: boolean
  readonly withdrawnHow: WithdrawnHow | null
  /** Preparations that came to nothing since a person last looked. */
  readonly tries: number
  /** Looks that did not find the post yet. */
  readonly checks: number
}

export const NEW: Target = Object.freeze({
  state: 'queued',
  isPublishing: false,
  attempt: 0,
  platformId: null,
  otherIds: [],
  isWithdrawAsked: false,
  needsHand: false,
  withdrawnHow: null,
  tries: 0,
  checks: 0,
})

/** Preparations (uploads, processing) that may come to nothing before a person is asked. */
export const MOST_TRIES = 12
/** Looks for a post that its platform said it took, before a person is asked. */
export const MOST_CHECKS = 6

/** What can happen to a target. What carries an attempt's number is an answer, and may come late. */
export type Happened =
  /** A worker takes it. */
  | { readonly kind: 'began' }
  /** The gate, or a limit, says not now. Only before the one request. */
  | { readonly kind: 'held'; readonly attempt: number }
  /** It is certain that nothing was made, and worth another attempt later: throttled, still processing, no connection. */
  | { readonly kind: 'postponed'; readonly attempt: number; readonly counts: boolean }
  /** The one request goes out next. */
  | { readonly kind: 'publishing'; readonly attempt: number }
  | { readonly kind: 'accepted'; readonly attempt: number; readonly platformId: string }
  /** The platform said no, and means it. */
  | { readonly kind: 'refused'; readonly attempt: number }
  /** Nobody can say whether it was made: no answer, an answer that says nothing, or "you have posted this already". */
  | { readonly kind: 'unknown'; readonly attempt: number }
  /** Whoever sent it is silent for too long. */
  | { readonly kind: 'abandoned'; readonly attempt: number }
  | { readonly kind: 'seen'; readonly how: 'live' | 'not_yet' | 'gone' }
  /** A person looked. */
  | { readonly kind: 'said_there'; readonly platformId: string }
  | { readonly kind: 'said_not_there' }
  /** A person sends what failed once more. */
  | { readonly kind: 'asked_again' }
  | { readonly kind: 'released' }
  | { readonly kind: 'withdraw_asked' }
  | { readonly kind: 'taken_away'; readonly how: 'deleted' | 'edited' | 'by_hand' }
  | { readonly kind: 'cannot_take_away' }

/** Waits for its turn and nothing of it is on its way. */
const isWaiting = ({ state }: Target): boolean => state === 'queued' || state === 'held'
/** Something of it is, or may be, where others see it. */
export const mayBeLive = ({ state, isPublishing }: Target): boolean =>
  state === 'sent' ||
  state === 'verified_live' ||
  state === 'ambiguous' ||
  (state === 'sending' && isPublishing)

/**
 * What becomes of a target. Undefined: this does not happen to it, and nothing changes.
 * @example next(next(NEW, { kind: 'began' })!, { kind: 'publishing', attempt: 1 })!.isPublishing // true
 */
export function next(target: Target, happened: Happened): Target | undefined {
  const { state, attempt, isPublishing } = target
  const isMine = 'attempt' in happened && happened.attempt === attempt && state === 'sending'
  switch (happened.kind) {
    case 'began':
      return isWaiting(target) && !target.isWithdrawAsked
        ? { ...target, state: 'sending', isPublishing: false, attempt: attempt + 1 }
        : undefined
    case 'held':
      return isMine && !isPublishing ? settled({ ...target, state: 'held' }) : undefined
    case 'postponed':
      if (!isMine) return undefined
      return settled({
        ...target,
        state: happened.counts && target.tries + 1 >= MOST_TRIES ? 'failed' : 'queued',
        isPublishing: false,
        tries: target.tries + (happened.counts ? 1 : 0),
      })
    case 'publishing':
      return isMine && !isPublishing && !target.isWithdrawAsked
        ? { ...target, isPublishing: true }
        : undefined
    case 'accepted':
      return accepted(target, happened.platformId)
    case 'refused':
      return isMine ? settled({ ...target, state: 'failed', isPublishing: false }) : undefined
    case 'unknown':
    case 'abandoned':
      if (!isMine) return undefined
      if (isPublishing) return { ...target, state: 'ambiguous', isPublishing: false }
      return settled({
        ...target,
        state: target.tries + 1 >= MOST_TRIES ? 'failed' : 'queued',
        tries: target.tries + 1,
      })
    case 'seen':
      return seen(target, happened.how)
    case 'said_there':
      return state === 'ambiguous'
        ? { ...target, state: 'sent', platformId: happened.platformId, checks: 0 }
        : undefined
    case 'said_not_there':
      return state === 'ambiguous'
        ? settled({ ...target, state: 'queued', platformId: null, tries: 0, checks: 0 })
        : undefined
    case 'asked_again':
      return state === 'failed' && !target.isWithdrawAsked
        ? { ...target, state: 'queued', tries: 0, checks: 0 }
        : undefined
    case 'released':
      return state === 'held' ? { ...target, state: 'queued' } : undefined
    case 'withdraw_asked':
      return state === 'withdrawn' || target.isWithdrawAsked
        ? undefined
        : settled({ ...target, isWithdrawAsked: true })
    case 'taken_away':
      return (state === 'sent' || state === 'verified_live') && target.isWithdrawAsked
        ? { ...target, state: 'withdrawn', withdrawnHow: happened.how, needsHand: false }
        : undefined
    case 'cannot_take_away':
      return (state === 'sent' || state === 'verified_live') && target.isWithdrawAsked
        ? { ...target, needsHand: true }
        : undefined
  }
}

/** What was asked to be withdrawn and is certainly nowhere is withdrawn. */
const settled = (target: Target): Target =>
  target.isWithdrawAsked && (isWaiting(target) || target.state === 'failed')
    ? { ...target, state: 'withdrawn', withdrawnHow: 'unsent' }
    : target

/**
 * A yes is believed whenever it comes. One that comes after a person said "it is not there" stops the second sending, or, where that is out
 * already, is kept beside it, so that it is taken away.
 */
function accepted(target: Target, platformId: string): Target | undefined {
  const { state } = target
  if (target.platformId === platformId || target.otherIds.includes(platformId)) return undefined
  if (
    state === 'sent' ||
    state === 'verified_live' ||
    state === 'withdrawn' ||
    (state === 'sending' && target.platformId !== null)
  )
    return { ...target, otherIds: [...target.otherIds, platformId], needsHand: true }
  return { ...target, state: 'sent', isPublishing: false, platformId, tries: 0, checks: 0 }
}

function seen(target: Target, how: 'live' | 'not_yet' | 'gone'): Target | undefined {
  if (target.state !== 'sent' && target.state !== 'verified_live') return undefined
  if (how === 'live') return { ...target, state: 'verified_live', checks: 0 }
  // It is looked at again after it was live only to be taken away: gone then is what was wanted.
  if (target.state === 'verified_live') return undefined
  const checks = target.checks + 1
  return checks >= MOST_CHECKS && how === 'gone'
    ? { ...target, state: 'ambiguous', checks }
    : { ...target, checks }
}
