const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request that changes something comes from our own pages. Cookies are SameSite=Lax, so this is the second lock: browsers send
 * Origin with every POST. Requests without Origin carry no cookie of a browser's user (API keys, scripts) and are judged by their key.
 */
export function isOwnOrigin(request: Request, ownOrigin: string, hasCookie: boolean): boolean {
  if (SAFE.has(request.method)) return true
  const origin = request.headers.get('origin')
  if (origin !== null) return origin === ownOrigin
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  return !hasCookie
}
