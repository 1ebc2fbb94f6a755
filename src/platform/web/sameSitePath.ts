/**
 * A path on this site to send a person back to, or `fallback` when what came in would lead elsewhere.
 * Browsers read `//host`, `/\host` and paths with tabs or newlines in them as addresses of other hosts, and `/.//host` becomes
 * `//host` when it is normalised: so the path is parsed as a browser would, and its result judged.
 * @example sameSitePath('/today?card=2', '/') // '/today?card=2'
 * @example sameSitePath('//evil.example', '/') // '/'
 */
export function sameSitePath(wanted: unknown, fallback: string): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || wanted.length > 2000) return fallback
  const here = 'https://here.invalid'
  if (!URL.canParse(wanted, here)) return fallback
  const url = new URL(wanted, here)
  const path = url.pathname + url.search + url.hash
  return url.origin === here && !/^\/[/\\]/.test(path) ? path : fallback
}
