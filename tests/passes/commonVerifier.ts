/** The verifier that wallets and registries share (`@digitalcredentials/verifier-core`), with the network replaced by what the house publishes. */
import { verifyCredential } from '@digitalcredentials/verifier-core'
import type { Json } from './independentVerifier.ts'

interface Logged {
  readonly id: string
  readonly valid?: boolean
  readonly error?: unknown
}

/**
 * Its answer, read as its documentation asks: each step by itself, since a revoked credential is no error to it. Anything but three good steps is a no.
 * @param published what answers at which address; every other address is unreachable, as in airplane mode
 */
export async function verifyByCommonLibrary(
  credential: Json,
  published: ReadonlyMap<string, object>,
): Promise<'valid' | 'revoked' | 'expired' | 'refused'> {
  const before = globalThis.fetch
  globalThis.fetch = async (asked) => {
    const url = asked instanceof Request ? asked.url : String(asked)
    // Its guess at a JSON schema is further information and no step of ours; an empty one lets everything pass.
    const document = url.startsWith('https://purl.imsglobal.org/spec/ob/v3p0/schema/')
      ? {}
      : published.get(url)
    if (!document) throw new TypeError(`unreachable: ${url}`)
    return new Response(JSON.stringify(document), { headers: { 'content-type': 'application/json' } })
  }
  try {
    const answer = (await verifyCredential({ credential, knownDIDRegistries: [] } as never)) as {
      log?: readonly Logged[]
      errors?: unknown
    }
    const step = (id: string) => answer.log?.find((entry) => entry.id === id)?.valid
    if (answer.errors || step('valid_signature') !== true) return 'refused'
    if (step('expiration') !== true) return 'expired'
    if (step('revocation_status') === false) return 'revoked'
    return step('revocation_status') === true ? 'valid' : 'refused'
  } finally {
    globalThis.fetch = before
  }
}
