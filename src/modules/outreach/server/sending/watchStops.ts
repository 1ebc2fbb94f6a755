/**
 * How long an answer holds, in milliseconds. Where a gateway knows repetitions, what goes out after a stop is what was under way, and what began in so
 * long.
 */
const HOLDS_MS = 50

/**
 * Whether messages were stopped, asked once for all deliveries that begin within a moment. Each message has an answer of its own, and one that was stopped
 * stays so.
 * @param read which of some messages are stopped by now
 */
export function watchStops(
  read: (messageIds: readonly string[]) => Promise<ReadonlySet<string>>,
): (messageId: string) => Promise<boolean> {
  const stopped = new Set<string>()
  const goesUntil = new Map<string, number>()
  /** The read that will answer for a message. */
  const asked = new Map<string, Promise<void>>()
  let gathering: { readonly ids: string[]; readonly answered: Promise<void> } | undefined

  const readGathered = async (ids: readonly string[]) => {
    // All that begin in the same turn come together.
    await Promise.resolve()
    gathering = undefined
    const at = Date.now()
    try {
      const found = await read(ids)
      for (const id of ids)
        if (found.has(id)) stopped.add(id)
        else goesUntil.set(id, at + HOLDS_MS)
    } finally {
      for (const id of ids) asked.delete(id)
    }
  }
  const ask = (messageId: string): Promise<void> => {
    if (gathering) gathering.ids.push(messageId)
    else {
      const ids = [messageId]
      gathering = { ids, answered: readGathered(ids) }
    }
    asked.set(messageId, gathering.answered)
    return gathering.answered
  }
  return async (messageId) => {
    if (!stopped.has(messageId) && Date.now() >= (goesUntil.get(messageId) ?? 0))
      await (asked.get(messageId) ?? ask(messageId))
    return stopped.has(messageId)
  }
}
