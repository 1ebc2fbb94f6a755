import { expect, it } from 'vitest'
import { howFar } from './importRun.ts'

it('how far a list is looked at is told in parts of a hundred, since its rows are not counted yet', () => {
  expect(howFar({ state: 'checking', done: 0, total: 548_864 })).toEqual({
    value: 0,
    max: 100,
    isShare: true,
  })
  expect(howFar({ state: 'checking', done: 274_000, total: 548_864 })).toEqual({ value: 49, max: 100, isShare: true }) // prettier-ignore
  expect(howFar({ state: 'checking', done: 9, total: 0 })).toEqual({ value: 100, max: 100, isShare: true })
  expect(howFar({ state: 'running', done: 40, total: 1_200 })).toEqual({ value: 40, max: 1_200, isShare: false }) // prettier-ignore
})
