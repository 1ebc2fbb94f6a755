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
