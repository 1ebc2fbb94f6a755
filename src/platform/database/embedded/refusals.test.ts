import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { refusalOfFileError, refusalOfOutput } from './refusals.ts'

const refusedBy = (output: string) => refusalOfOutput(output, '/data', 5432, '/data.log')

it.each([
  ['initdb: error: could not write file "/data/x": No space left on device', 'disk_full'],
  ['FATAL:  could not create lock file "postmaster.pid": Read-only file system', 'disk_read_only'],
  ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'port_in_use'],
  ['FATAL:  could not open file "/data/PG_VERSION": Permission denied', 'folder_not_writable'],
  ['FATAL:  something new', 'postgres_failed'],
])('%s → %s', (output, id) => {
  expect(refusedBy(output).id).toBe(id)
})

it('of many lines the telling one is passed on', () => {
  expect(refusedBy('LOG:  hello\nFATAL:  the reason\nLOG:  goodbye\n').line.en).toContain('the reason')
})

it('a real full disk is told as such', () => {
  let error: unknown
  try {
    writeFileSync('/dev/full', 'x')
  } catch (caught) {
    error = caught
  }
  expect(refusalOfFileError(error, '/data')).toMatchObject({ id: 'disk_full' })
})

it('an unknown error is not dressed up', () => {
  const error = new TypeError('ours')
  expect(refusalOfFileError(error, '/data')).toBe(error)
})
