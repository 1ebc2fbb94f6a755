/** What a service worker has of its surroundings, as far as ours uses it; TypeScript's own list would replace that of pages. */
export interface WorkerScope {
  readonly clients: { claim(): Promise<void> }
  readonly registration: { readonly sync?: { register(tag: string): Promise<void> } }
  skipWaiting(): Promise<void>
  addEventListener(kind: 'install' | 'activate', heard: (event: Extendable) => void): void
  addEventListener(kind: 'fetch', heard: (event: FetchHeard) => void): void
  addEventListener(kind: 'sync', heard: (event: Extendable & { readonly tag: string }) => void): void
  addEventListener(kind: 'message', heard: (event: Extendable & { readonly data: unknown }) => void): void
}

export interface Extendable {
  waitUntil(work: Promise<unknown>): void
}

export interface FetchHeard extends Extendable {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}
