/** Headers of every answer; the Content-Security-Policy itself is SvelteKit's (vite.config.ts), with a nonce a page. */
export function setSecurityHeaders(headers: Headers, isPrivate: boolean): void {
  headers.set('X-Content-Type-Options', 'nosniff')
  headers.set('X-Frame-Options', 'DENY')
  headers.set('Referrer-Policy', 'same-origin')
  headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  headers.set('Permissions-Policy', 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()')
  // A shared phone must not show a signed-in page from the cache after sign-out. What a door calls immutable holds public facts only.
  if (isPrivate && !headers.get('Cache-Control')?.includes('immutable'))
    headers.set('Cache-Control', 'private, no-store')
}

/**
 * Lets the page's own scripts run WebAssembly, and nothing else that the policy forbids: a QR reader for browsers without one, on the one page that
 * scans (decision 0022). `wasm-unsafe-eval` allows no eval of text.
 */
export function allowWebAssembly(headers: Headers): void {
  const policy = headers.get('content-security-policy')
  if (policy)
    headers.set(
      'content-security-policy',
      policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"),
    )
}
