import { expect, test } from 'vitest'
import { cookieName } from '#paraglide/runtime.js'
import { POST } from './+server.ts'

/** Runs the door as Kit would, and tells where it sent the person and what it kept. */
async function choose(fields: Record<string, string>) {
  const kept: { name: string; value: string; options: Record<string, unknown> }[] = []
  const body = new URLSearchParams(fields)
  const event = {
    request: new Request('http://localhost/language', { method: 'POST', body }),
    url: new URL('http://localhost/language'),
    cookies: {
      set: (name: string, value: string, options: Record<string, unknown>) =>
        kept.push({ name, value, options }),
    },
  }
  const landed = await Promise.resolve(POST(event as unknown as Parameters<typeof POST>[0])).catch(
    (thrown: { status: number; location: string }) => thrown,
  )
  return { landed: landed as { status: number; location: string }, kept }
}

test('the choice is kept for the whole site and the person returns to the page', async () => {
  const { landed, kept } = await choose({ language: 'en', to: '/coverage?wing=youth' })
  expect(landed).toMatchObject({ status: 303, location: '/coverage?wing=youth' })
  expect(kept).toMatchObject([{ name: cookieName, value: 'en', options: { path: '/', sameSite: 'lax' } }])
})

test('an unknown language changes nothing', async () => {
  const { landed, kept } = await choose({ language: 'xx', to: '/today' })
  expect(landed).toMatchObject({ status: 303, location: '/today' })
  expect(kept).toEqual([])
})

test('the switch never leads to another site', async () => {
  const { landed } = await choose({ language: 'hi', to: '//evil.example/' })
  expect(landed).toMatchObject({ status: 303, location: '/' })
})
