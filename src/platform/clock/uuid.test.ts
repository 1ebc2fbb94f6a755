import { expect, it } from 'vitest'
import { isUuid, uuidv7 } from './uuid.ts'

const NOON = new Date('2026-11-22T06:30:00.000Z')

it('ids of one millisecond, as those of one transaction, sort in the order in which they were made', () => {
  const made = Array.from({ length: 50_000 }, () => uuidv7(NOON))
  expect(made.toSorted()).toEqual(made)
  expect(new Set(made).size).toBe(made.length)
  expect(made.every(isUuid)).toBe(true)
  expect(made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/.test(id))).toBe(true)
})

it('begins with the moment it was made at, and is not to be guessed from the one before', () => {
  const [one, other] = [uuidv7(NOON), uuidv7(NOON)]
  expect(Number.parseInt(one.replaceAll('-', '').slice(0, 12), 16)).toBe(NOON.getTime())
  expect(one.slice(-12)).not.toBe(other.slice(-12))
  expect(uuidv7(new Date(NOON.getTime() + 1)) > other).toBe(true)
})
