import { expect, it } from 'vitest'
import { startSettings } from './startSettings.ts'

it('with nothing said: the addresses that stay', () => {
  expect(startSettings({})).toMatchObject({
    webPorts: { organisation: 3000, programme: 3001 },
    postgresPort: 54320,
    home: expect.stringMatching(/\/\.karyakarta$/) as string,
  })
})

it('a relative home is meant from where the person stands, not from the project', () => {
  expect(startSettings({ INIT_CWD: '/home/asha', KARYAKARTA_HOME: 'kk' }).home).toBe('/home/asha/kk')
  expect(startSettings({ INIT_CWD: '/home/asha', KARYAKARTA_HOME: '/srv/kk' }).home).toBe('/srv/kk')
})

it.each(['0', '65536', '-1', '80a', '3e3', ' '])('PORT=%s is refused by name', (text) => {
  expect(() => startSettings({ PORT: text })).toThrow(`PORT=${text} is not a port`)
})

it('two things on one port are refused before anything runs', () => {
  expect(() => startSettings({ PORT: '3001' })).toThrow('must differ')
})
