/**
 * How long an answer holds, in milliseconds. Where a gateway knows repetitions, what goes out after a stop is what was under way, and what began in so
 * long.
 */
const HOLDS_MS = 50

/**
 * Whether messages were stopped, asked once for all deliveries that begin within a moment.
 * @param read which of some messages are stopped by now
 */
export function watchStops(
  read: (messageIds: readonly string[]) => Promise<ReadonlySet<string>>,
): (messageId: string) => Promise<boolean> {
  let asked = new Set<string>()
  let stopped: ReadonlySet<string> = new Set()
  let [holdsUntil, reading]: [number, Promise<void> | undefined] = [0, undefined]
  const readAll = async () => {
    const ids = [...asked]
    asked = new Set()
    stopped = await read(ids)
    holdsUntil = Date.now() + HOLDS_MS
  }
  return async (messageId) => {
    asked.add(messageId)
    if (Date.now() >= holdsUntil) reading ??= readAll().finally(() => (reading = undefined))
    await reading
    return stopped.has(messageId)
  }
}
