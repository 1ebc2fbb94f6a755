import { expect, it } from 'vitest'
import { z } from 'zod'
import { besideOtherFaults } from './index.ts'

const inOrder = (said: { from: string; until: string }, check: z.RefinementCtx) => {
  if (said.until < said.from) check.addIssue({ code: 'custom', path: ['until'], message: 'before' })
}
const shape = z.object({ name: z.string('missing'), from: z.string(), until: z.string() })
const told = (schema: z.ZodType, input: unknown) =>
  schema.safeParse(input).error?.issues.map(({ message }) => message)

it('a rule about several fields is told together with what is wrong in each; of what is no form it is not asked', () => {
  const input = { name: undefined, from: '2', until: '1' }
  expect(told(shape.superRefine(inOrder), input)).toEqual(['missing'])
  const asked = shape.superRefine(inOrder, besideOtherFaults)
  expect(told(asked, input)).toEqual(['missing', 'before'])
  expect(told(asked, { ...input, name: 'Camp' })).toEqual(['before'])
  expect(told(asked, {})).toHaveLength(3)
  for (const nothing of [null, undefined, 'text', 7]) expect(told(asked, nothing)).toHaveLength(1)
})
