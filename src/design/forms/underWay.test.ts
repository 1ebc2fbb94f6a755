import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { showUnderWay } from './underWay.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** As much of a button as its attributes. */
function button(attributes: Record<string, string> = {}) {
  const has = new Map(Object.entries(attributes))
  const element = {
    getAttribute: (name: string) => has.get(name) ?? null,
    setAttribute: (name: string, value: string) => void has.set(name, value),
    removeAttribute: (name: string) => void has.delete(name),
  }
  return { element: element as unknown as HTMLElement, now: () => Object.fromEntries(has) }
}
const BUSY = { 'aria-busy': 'true', 'aria-disabled': 'true' }

it('a button is busy after a blink, and as it was afterwards', () => {
  const { element, now } = button()
  const rest = showUnderWay(element)
  expect(now()).toEqual({})
  vi.advanceTimersByTime(300)
  expect(now()).toEqual(BUSY)
  rest()
  expect(now()).toEqual({})
})

it('what its component had said stands there again', () => {
  const { element, now } = button({ 'aria-busy': 'false', 'aria-disabled': 'true' })
  const rest = showUnderWay(element)
  vi.advanceTimersByTime(300)
  expect(now()).toEqual(BUSY)
  rest()
  expect(now()).toEqual({ 'aria-busy': 'false', 'aria-disabled': 'true' })
})

it('what its component takes away meanwhile is not put back', () => {
  const { element, now } = button(BUSY)
  const rest = showUnderWay(element)
  vi.advanceTimersByTime(300)
  element.removeAttribute('aria-busy')
  rest()
  expect(now()).toEqual({ 'aria-disabled': 'true' })
})

it('a button that was answered in a blink was never touched', () => {
  const { element, now } = button({ 'aria-busy': 'false' })
  showUnderWay(element)()
  vi.advanceTimersByTime(1000)
  expect(now()).toEqual({ 'aria-busy': 'false' })
})
