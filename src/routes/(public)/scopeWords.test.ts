import { expect, it } from 'vitest'
import { overwriteGetLocale } from '#paraglide/runtime.js'
import { API_SCOPES } from '#platform/accounts/apiScopes.ts'
import { scopeLabel, scopeWords } from './scopeWords.ts'

it('each scope of a key has Hindi words of its own, and keeps its code, which programs know', () => {
  overwriteGetLocale(() => 'hi')
  const words = API_SCOPES.map((scope) => scopeWords[scope]())
  for (const said of words) expect(said).toMatch(/^[\u0900-\u097f ]+$/)
  expect(new Set(words).size).toBe(API_SCOPES.length)
  expect(scopeLabel('tasks:write')).toBe('काम पढ़ना और देना (tasks:write)')
})
