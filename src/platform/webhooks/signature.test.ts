import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { signatureOf } from './signature.ts'

it('the document’s test vector is what the house signs', () => {
  const page = readFileSync('docs/formats/webhooks.md', 'utf8')
  const told = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(page)![1]!
  expect(
    signatureOf(told('secret'), told('webhook-id'), Number(told('webhook-timestamp')), told('body')),
  ).toBe(told('webhook-signature'))
})
