import { describe, expect, it } from 'vitest'
import { editions } from '#editions/index.ts'
import { describe as describeApi } from '../../src/routes/api/v1/describe.ts'
import { ENDPOINTS } from '../../src/routes/api/v1/registry.ts'

describe('the OpenAPI document', () => {
  it('is 3.1, complete in both languages, and every reference and schema in it is whole', () => {
    for (const locale of ['hi', 'en'] as const) {
      const text = JSON.stringify(describeApi(editions.organisation, 'https://x.example', locale))
      const document = JSON.parse(text) as {
        openapi: string
        paths: Record<string, Record<string, { operationId: string; summary: string; responses: object }>>
      }
      expect(document.openapi).toMatch(/^3\.1\./)
      const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
      expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
        ENDPOINTS.map(({ id }) => id).sort(),
      )
      for (const { operationId, summary } of operations) expect(summary, operationId).not.toMatch(/^api_v1/)
      expect(text).not.toContain('"$ref":"#/$defs')
    }
  })
})
