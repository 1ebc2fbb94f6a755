import { expect, it, vi } from 'vitest'
import { uuidv7 } from '../clock/uuid.ts'
import { lookUp } from './lookUp.ts'
import { requireId } from './requireId.ts'

const NO_IDS = ['', 'new', '42', '..', `${uuidv7()}'`, `{${uuidv7()}}`, uuidv7().slice(1), `${uuidv7()}\n`, null, undefined, 7, [uuidv7()]] // prettier-ignore

it.each(NO_IDS)('what cannot be an id (%j) is not here, and the database is not asked', async (id) => {
  const find = vi.fn(() => Promise.resolve('something'))
  await expect(lookUp(id, find, 'tasks_unknown')).rejects.toMatchObject({ id: 'notFound', reason: 'tasks_unknown' }) // prettier-ignore
  expect(find).not.toHaveBeenCalled()
  expect(() => requireId(id, 'tasks_unknown')).toThrow(expect.objectContaining({ id: 'notFound', reason: 'tasks_unknown' })) // prettier-ignore
})

it('an id is asked for as it was given; what stands there is answered, and what does not is not here', async () => {
  const id = uuidv7()
  const find = vi.fn((asked: string) => Promise.resolve(asked === id ? 0 : undefined))
  expect(await lookUp(id, find, 'tasks_unknown')).toBe(0)
  expect(find).toHaveBeenCalledExactlyOnceWith(id)
  const unknown = lookUp(uuidv7(), find, 'tasks_unknown')
  await expect(unknown).rejects.toMatchObject({ id: 'notFound', reason: 'tasks_unknown' })
  expect(requireId(id, 'tasks_unknown')).toBeUndefined()
})

it('without words of its own it says no more than that there is nothing', async () => {
  for (const id of ['new', uuidv7()])
    await expect(lookUp(id, () => Promise.resolve(undefined))).rejects.toMatchObject({ id: 'notFound', reason: undefined }) // prettier-ignore
})
