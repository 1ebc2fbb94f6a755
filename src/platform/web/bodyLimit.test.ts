import { describe, expect, it } from 'vitest'
import { readForm } from '../errors/parse.ts'
import { withBodyLimit } from './bodyLimit.ts'

const sent = (body: BodyInit, headers: Record<string, string> = {}): Request =>
  new Request('http://localhost/', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: 'a=1', ...headers },
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit)
const stream = (parts: number) =>
  new ReadableStream({
    start(controller) {
      for (let part = 0; part < parts; part++) controller.enqueue(new TextEncoder().encode('a'.repeat(100)))
      controller.close()
    },
  })

describe('a limited body', () => {
  it('comes through whole with its headers', async () => {
    const limited = withBodyLimit(sent('name=%E0%A4%95'), 1000)
    expect(limited.headers.get('content-type')).toBe('application/x-www-form-urlencoded')
    expect(await readForm(limited)).toEqual({ name: 'क' })
  })

  it.each([
    ['that says how long it is', () => sent('x'.repeat(2000))],
    ['that claims to be short', () => sent(stream(20), { 'content-length': '10' })],
    ['that does not say', () => sent(stream(20))],
  ])('above the limit is refused, one %s', async (_what, request) => {
    await expect(readForm(withBodyLimit(request(), 1000))).rejects.toMatchObject({ id: 'tooLarge' })
  })

  it('of a request without one is none', () => {
    const request = new Request('http://localhost/')
    expect(withBodyLimit(request, 1)).toBe(request)
  })
})
