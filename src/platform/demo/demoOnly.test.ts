import { expect, it } from 'vitest'
import type { Platform } from '../context.ts'
import type { Visit } from '../web/onThisMachine.ts'
import { FORWARDED_HEADER } from '../web/webServer.ts'
import { demoOnly } from './demoOnly.ts'

const granted = { demo: true } as Platform
const ordinary = { demo: false } as Platform

const visit = (address: string, { host = 'organisation.localhost:3000', forwarded = false } = {}): Visit => {
  const url = new URL(`http://${host}/demo`)
  return {
    url,
    request: new Request(url, { headers: forwarded ? { [FORWARDED_HEADER]: '1' } : {} }),
    getClientAddress: () => address,
  }
}
const opens = (platform: Platform, asked: Visit): boolean => {
  try {
    demoOnly(platform, asked)
    return true
  } catch (thrown) {
    expect(thrown).toMatchObject({ id: 'notFound' })
    return false
  }
}

it("opens for a browser on this machine, by each of loopback's names", () => {
  for (const host of ['localhost:3000', 'programme.localhost:3001', '127.0.0.1:3000', '[::1]:3000'])
    expect([host, opens(granted, visit('127.0.0.1', { host }))]).toEqual([host, true])
  expect(opens(granted, visit('::1'))).toBe(true)
})

it('is not there for a visitor from elsewhere', () => {
  for (const address of ['192.168.1.7', '203.0.113.9', '2001:db8::1', '127.evil.example', ''])
    expect([address, opens(granted, visit(address))]).toEqual([address, false])
})

it('is not there for what a proxy or tunnel on this machine passed on', () => {
  expect(opens(granted, visit('127.0.0.1', { forwarded: true }))).toBe(false)
  expect(opens(granted, visit('127.0.0.1', { host: 'volunteers.example.org' }))).toBe(false)
  expect(opens(granted, visit('127.0.0.1', { host: 'localhost.example.org' }))).toBe(false)
})

it('is not there where nobody granted it', () => {
  expect(opens(ordinary, visit('127.0.0.1'))).toBe(false)
})
