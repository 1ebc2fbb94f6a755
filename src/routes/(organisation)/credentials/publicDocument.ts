/** How long anybody may keep a published document before asking again, in seconds. */
const KEEP = { document: 3600, list: 60 } as const

/**
 * A document for whoever checks a credential: also for pages of other origins, since a verifier is often one, and kept for a while, since everybody
 * asks for the same. A list is kept for a minute only, so that a revocation is soon known.
 */
export const publicDocument = (
  body: string | Uint8Array<ArrayBuffer>,
  type: string,
  kind: keyof typeof KEEP,
): Response =>
  new Response(body, {
    headers: {
      'content-type': type,
      'cache-control': `public, max-age=${KEEP[kind]}`,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
