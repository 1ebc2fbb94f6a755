import { expect, it } from 'vitest'
import { keepApartSchema, mergeSchema, previewSchema } from './merge.ts'

it('one record in another spelling of its id is no second record', () => {
  const id = '01a22032-2a15-722a-8991-105504062ca2'
  const pair = [id, id.toUpperCase()] as const
  const asked = { command: id, staysId: pair[0], givesId: pair[1], oneId: pair[0], otherId: pair[1] }
  for (const schema of [mergeSchema, previewSchema, keepApartSchema])
    expect(schema.safeParse(asked).error?.issues[0]?.message).toBe('people_d_same_record')
})
