import type { LookupAddress, LookupAllOptions, LookupOptions } from 'node:dns'
import { lookup as resolve } from 'node:dns/promises'

/** Names that are being looked up now: whoever asks for the same name waits for the same answer. */
const lookups = new Map<string, Promise<readonly LookupAddress[]>>()

/**
 * A name's addresses. Node looks up two names at a time and cannot stop; a name whose server is silent takes one of the two for half a minute,
 * however many ask for it, and not both.
 * @param ask node's own lookup
 */
export function sharedLookup(
  hostname: string,
  options: LookupOptions,
  ask: (hostname: string, options: LookupAllOptions) => Promise<LookupAddress[]> = resolve,
): Promise<readonly LookupAddress[]> {
  const { family = 0, hints = 0 } = options
  const name = `${hostname.toLowerCase()} ${family} ${hints}`
  const waiting = lookups.get(name)
  if (waiting) return waiting
  const asked = ask(hostname, { ...options, all: true }).finally(() => lookups.delete(name))
  lookups.set(name, asked)
  return asked
}
