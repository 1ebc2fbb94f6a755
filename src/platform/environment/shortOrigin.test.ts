import { expect, it } from 'vitest'
import { readEnvironment } from './environment.ts'

const variables = (more: Record<string, string>) => ({
  KARYAKARTA_EDITION: 'organisation',
  DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
  KARYAKARTA_KEYS: '/nowhere',
  KARYAKARTA_FILES: '/nowhere',
  PUBLIC_ORIGIN: 'https://volunteers.example.org',
  OTHER_PUBLIC_ORIGIN: 'https://programme.example.org',
  ...more,
})

it('short links have a host of their own, or none', () => {
  expect(readEnvironment(variables({})).SHORT_ORIGIN).toBeUndefined()
  expect(readEnvironment(variables({ SHORT_ORIGIN: 'https://kk.example' })).SHORT_ORIGIN).toBe(
    'https://kk.example',
  )
  for (const taken of ['https://volunteers.example.org:8443', 'https://PROGRAMME.example.org'])
    expect(() => readEnvironment(variables({ SHORT_ORIGIN: taken }))).toThrow(/SHORT_ORIGIN/)
})
