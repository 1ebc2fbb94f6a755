import { expect, it } from 'vitest'
import { afterLook, type Look } from './looking.ts'

/** What is asked at each look, five seconds apart. */
function asked(looks: readonly boolean[], first: Look = { isReached: true, hopedAt: 0 }) {
  let look = first
  return looks.map((isReached, at) => {
    const next = afterLook(look, isReached, 1_000_000 + at * 5_000)
    look = next.look
    return next.ask
  })
}

it('sends at once when the house answers again, and tries what is due while it answers', () => {
  expect(asked([true, false, false, true, true])).toEqual(['retry', undefined, undefined, 'send', 'retry'])
  expect(asked([true], { isReached: false, hopedAt: 0 })).toEqual(['send'])
})

it('a network that comes and goes makes hope twice a minute at most', () => {
  const turns = Array.from({ length: 24 }, (_, at) => at % 2 === 1)
  const said = asked(turns)
  expect(said.filter((one) => one === 'send')).toHaveLength(4)
  expect(said.filter((one) => one === 'retry')).toHaveLength(8)
})
