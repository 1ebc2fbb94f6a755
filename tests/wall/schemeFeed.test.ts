/** The one thing of the programme that the organisation reads is what any citizen reads: by its public address, with no key, and through no code or table of the other. */
import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { organisation } from '#editions/organisation.ts'
import { programme } from '#editions/programme.ts'
import { waysInto } from '../../cli/doctor/wall/imports.ts'

it('neither edition has the other’s room: the programme publishes, the organisation keeps what it read in tables of its own', () => {
  expect(programme.rooms).toContain('schemes')
  expect(organisation.rooms).not.toContain('schemes')
  expect(organisation.rooms).toContain('studio')
  expect(programme.rooms).not.toContain('studio')
  expect(organisation.doors.some((door) => '/(schemes)/schemes'.startsWith(door))).toBe(false)
})

it('no way leads from the organisation’s code to the programme’s catalogue, nor back, over any number of steps', () => {
  const reader = ['src/modules/studio/', 'src/routes/(desk)/']
  const publisher = ['src/modules/schemes/', 'src/routes/(schemes)/']
  expect(waysInto(process.cwd(), reader, publisher).way).toBeUndefined()
  expect(waysInto(process.cwd(), publisher, reader).way).toBeUndefined()
})

it('what both know is the format: an engine without database, network or data', () => {
  const files = globSync('src/engines/schemefeed/*.ts').filter((file) => !file.endsWith('.test.ts'))
  expect(files.length).toBeGreaterThan(1)
  for (const file of files) expect(readFileSync(file, 'utf8')).not.toMatch(/from '(?!zod'|\.\/)/)
  // The data lies in the repository for both; only the programme’s room opens it.
  const openers = globSync('{src,cli}/**/*.{ts,svelte}').filter((file) => readFileSync(file, 'utf8').includes('data/schemes')) // prettier-ignore
  expect(openers).toEqual(['src/modules/schemes/server/catalogue.ts'])
})
