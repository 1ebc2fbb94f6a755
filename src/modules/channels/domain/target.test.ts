import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayBeLive, MOST_CHECKS, MOST_TRIES, NEW, next, type Happened, type Target } from './target.ts'

const after = (...happened: readonly Happened[]): Target =>
  happened.reduce((target, one) => next(target, one) ?? target, NEW)

/**
 * The world around a target: a platform that takes requests and may lose its answers, workers that die at any moment, a person who looks when nothing
 * is on its way any more and says what she sees. Only the machine decides what may happen next.
 */
class World {
  target: Target = NEW
  /** Posts that others see, by the attempt that made them. */
  readonly live = new Map<string, number>()
  /** Requests that have left and whose fate is open: each attempt's own. */
  readonly onTheWay = new Set<number>()
  /** Answers that were given and have not arrived: they may come at any time, or never. */
  readonly answers: Happened[] = []
  /** Every request that was ever begun. */
  begun = 0

  happen(happened: Happened): boolean {
    const then = next(this.target, happened)
    if (then) this.target = then
    return then !== undefined
  }
}
const me = (world: World) => world.target.attempt

const STEPS: Readonly<Record<string, (world: World) => void>> = {
  begin: (world) => void world.happen({ kind: 'began' }),
  hold: (world) => void world.happen({ kind: 'held', attempt: me(world) }),
  release: (world) => void world.happen({ kind: 'released' }),
  postpone: (world) => {
    // A worker says so only of a request that certainly made nothing.
    if (!world.onTheWay.has(me(world)) && ![...world.live.values()].includes(me(world)))
      world.happen({ kind: 'postponed', attempt: me(world), counts: true })
  },
  publish: (world) => {
    if (!world.happen({ kind: 'publishing', attempt: me(world) })) return
    world.onTheWay.add(me(world))
    world.begun++
  },
  takes: (world) => arrives(world, true, true),
  takesAndLosesTheAnswer: (world) => arrives(world, true, false),
  refuses: (world) => arrives(world, false, true),
  neverArrives: (world) => arrives(world, false, false),
  answerArrives: (world) => {
    const answer = world.answers.shift()
    if (answer) world.happen(answer)
  },
  lateAnswerFirst: (world) => {
    const answer = world.answers.pop()
    if (answer) world.happen(answer)
  },
  timesOut: (world) => void world.happen({ kind: 'unknown', attempt: me(world) }),
  workerDies: (world) => void world.happen({ kind: 'abandoned', attempt: me(world) }),
  personLooks: (world) => {
    if (world.target.state !== 'ambiguous' || world.onTheWay.size > 0) return
    const [id] = world.live.keys()
    world.happen(id === undefined ? { kind: 'said_not_there' } : { kind: 'said_there', platformId: id })
  },
  again: (world) => void world.happen({ kind: 'asked_again' }),
  withdraw: (world) => void world.happen({ kind: 'withdraw_asked' }),
  see: (world) => {
    const id = world.target.platformId
    if (id === null) return
    world.happen({ kind: 'seen', how: world.live.has(id) ? 'live' : 'gone' })
  },
  takeAway: (world) => {
    const { platformId, isWithdrawAsked, state } = world.target
    if (!isWithdrawAsked || platformId === null || (state !== 'sent' && state !== 'verified_live')) return
    world.live.delete(platformId)
    world.happen({ kind: 'taken_away', how: 'deleted' })
  },
}
function arrives(world: World, isTaken: boolean, isAnswered: boolean) {
  const [attempt] = world.onTheWay
  if (attempt === undefined) return
  world.onTheWay.delete(attempt)
  const platformId = `post-${attempt}`
  if (isTaken) world.live.set(platformId, attempt)
  if (isAnswered) world.answers.push(isTaken ? { kind: 'accepted', attempt, platformId } : { kind: 'refused', attempt })
} // prettier-ignore

const names = Object.keys(STEPS)
const story = fc.array(fc.constantFrom(...names), { minLength: 5, maxLength: 60 })

describe('one target', () => {
  it('never has two posts that others see, whatever order answers, timeouts, crashes and people come in', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const world = new World()
        for (const step of steps) {
          STEPS[step]!(world)
          expect(world.live.size).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 4000 },
    )
  })

  it('begins the one request again only after a definite no, or after a person said that it is not there', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const world = new World()
        let mayBegin = 1
        for (const step of steps) {
          const before = world.target
          const begun = world.begun
          STEPS[step]!(world)
          if (world.begun > begun) expect(--mayBegin).toBeGreaterThanOrEqual(0)
          const wasPublishing = before.state === 'sending' && before.isPublishing
          const isNo = wasPublishing && (world.target.state === 'failed' || world.target.state === 'queued')
          const isSaid =
            before.state === 'ambiguous' && step === 'personLooks' && world.target.state === 'queued'
          if (isNo || isSaid) mayBegin = 1
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('never says withdrawn or failed while a post of its own may be seen and nobody has been told', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const world = new World()
        for (const step of steps) STEPS[step]!(world)
        const { state } = world.target
        const isUnknown = world.answers.length > 0 || world.onTheWay.size > 0
        if (state === 'withdrawn' && !isUnknown) expect(world.live.size).toBe(0)
        if (state === 'queued' || state === 'held') expect(world.live.size === 0 || isUnknown).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('what was never begun is withdrawn at once; what is on its way is withdrawn when it has arrived', () => {
    expect(after({ kind: 'withdraw_asked' })).toMatchObject({ state: 'withdrawn', withdrawnHow: 'unsent' })
    const underWay = after({ kind: 'began' }, { kind: 'publishing', attempt: 1 }, { kind: 'withdraw_asked' })
    expect(underWay).toMatchObject({ state: 'sending', isWithdrawAsked: true })
    const arrived = next(underWay, { kind: 'accepted', attempt: 1, platformId: 'a' })!
    expect(arrived).toMatchObject({ state: 'sent', isWithdrawAsked: true })
    expect(next(arrived, { kind: 'taken_away', how: 'deleted' })).toMatchObject({ state: 'withdrawn' })
    // Before the one request it does not go out any more.
    expect(next(after({ kind: 'began' }, { kind: 'withdraw_asked' }), { kind: 'publishing', attempt: 1 })).toBeUndefined()
  }) // prettier-ignore

  it('a worker that dies before the one request leaves it waiting, after it leaves it to a person', () => {
    expect(after({ kind: 'began' }, { kind: 'abandoned', attempt: 1 })).toMatchObject({ state: 'queued', tries: 1 })
    const dead = after({ kind: 'began' }, { kind: 'publishing', attempt: 1 }, { kind: 'abandoned', attempt: 1 })
    expect(dead.state).toBe('ambiguous')
    expect(mayBeLive(dead)).toBe(true)
  }) // prettier-ignore

  it('a late yes after "it is not there" stops the second sending; too late for that, both are kept', () => {
    const again = after({ kind: 'began' }, { kind: 'publishing', attempt: 1 }, { kind: 'unknown', attempt: 1 }, { kind: 'said_not_there' }, { kind: 'began' })
    expect(next(again, { kind: 'accepted', attempt: 1, platformId: 'a' })).toMatchObject({ state: 'sent', platformId: 'a' })
    const both = next(next(next(again, { kind: 'publishing', attempt: 2 })!, { kind: 'accepted', attempt: 2, platformId: 'b' })!, { kind: 'accepted', attempt: 1, platformId: 'a' })
    expect(both).toMatchObject({ state: 'sent', platformId: 'b', otherIds: ['a'], needsHand: true })
  }) // prettier-ignore

  it('what cannot be prepared many times, and what is gone each time one looks, comes to a person', () => {
    let target = NEW
    for (let nth = 1; nth <= MOST_TRIES; nth++) target = next(next(target, { kind: 'began' })!, { kind: 'unknown', attempt: nth })! // prettier-ignore
    expect(target.state).toBe('failed')
    let sent = after({ kind: 'began' }, { kind: 'publishing', attempt: 1 }, { kind: 'accepted', attempt: 1, platformId: 'a' })
    for (let nth = 0; nth < MOST_CHECKS; nth++) sent = next(sent, { kind: 'seen', how: 'gone' }) ?? sent
    expect(sent.state).toBe('ambiguous')
  }) // prettier-ignore
})
