import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  after,
  ASIDE,
  isConfirmed,
  isMember,
  nextStep,
  PERSON_STATES,
  type Happening,
  type PersonState,
} from './ladder.ts'

const HAPPENINGS: readonly Happening[] = [
  'phoneProved', 'boothChosen', 'boothLeft', 'vouched', 'vouchWithdrawn', 'activitySeen', 'activityCeased', 'declined', 'suspended',
  'reinstated', 'left',
] // prettier-ignore

const step = fc.record({ happening: fc.constantFrom(...HAPPENINGS), hasBooth: fc.boolean() })
const walk = fc.array(step, { maxLength: 40 })

/** Where a life leads; happenings that cannot be are refused and change nothing. */
function live(steps: readonly { happening: Happening; hasBooth: boolean }[]): PersonState {
  return steps.reduce<PersonState>(
    (state, { happening, hasBooth }) => after(state, happening, hasBooth) ?? state,
    'applied',
  )
}

describe('the ladder', () => {
  it('reaches vouched, active or lapsed on no path without a vouch', () => {
    fc.assert(
      fc.property(
        walk,
        (steps) => !isConfirmed(live(steps.filter(({ happening }) => happening !== 'vouched'))),
      ),
      { numRuns: 2000 },
    )
  })

  it('reaches a vouch on no path without a proved phone', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        const state = live(steps.filter(({ happening }) => happening !== 'phoneProved'))
        return state === 'applied' || state === 'left'
      }),
      { numRuns: 2000 },
    )
  })

  it('vouches only for who is placed at a booth', () => {
    for (const state of PERSON_STATES)
      for (const hasBooth of [true, false])
        expect(after(state, 'vouched', hasBooth)).toBe(state === 'placed' && hasBooth ? 'vouched' : undefined)
  })

  it('asks for a new vouch after every change of booth, suspension or withdrawn vouch', () => {
    const unsettling = fc.constantFrom<Happening>('boothChosen', 'boothLeft', 'vouchWithdrawn', 'suspended')
    fc.assert(
      fc.property(walk, unsettling, walk, (before, happening, later) => {
        const unsettled = [...before, { happening, hasBooth: true }]
        fc.pre(after(live(before), happening, true) !== undefined)
        const withoutVouch = later.filter((each) => each.happening !== 'vouched')
        return !isConfirmed(live([...unsettled, ...withoutVouch]))
      }),
      { numRuns: 2000 },
    )
  })

  it('leads nowhere from left', () => {
    for (const happening of HAPPENINGS) expect(after('left', happening, true)).toBeUndefined()
  })

  it('lets every state that is not left be left', () => {
    for (const state of PERSON_STATES)
      expect(after(state, 'left', true)).toBe(state === 'left' ? undefined : 'left')
  })

  it('lets nobody who stands aside move on her own', () => {
    for (const state of ASIDE)
      for (const happening of ['phoneProved', 'boothChosen', 'boothLeft', 'activitySeen'] as const)
        expect(after(state, happening, true)).toBeUndefined()
  })

  it('always knows one next step, and waits for a vouch exactly when placed', () => {
    for (const state of PERSON_STATES)
      for (const missing of [true, false]) {
        const next = nextStep(state, missing)
        expect(next === 'waitForTheVouch').toBe(state === 'placed')
        expect(next === 'askTheOrganisation' || next === 'joinAgain').toBe(!isMember(state))
        // Who left of her own will is not told that the organisation set her aside.
        expect(next === 'joinAgain').toBe(state === 'left')
      }
  })
})
