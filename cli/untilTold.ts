/**
 * Runs `stop` once, when this process is told to end: by Ctrl-C, by a service manager, or because whoever started it
 * is gone (its channel closed, also after kill -9). Then the process exits, with `code` if stopping went well.
 */
export function untilTold(stop: () => Promise<void>, code = 0): void {
  let stopping = false
  const end = () => {
    // Ctrl-C reaches a whole group of processes, and npm passes it on once more: only the first one counts.
    if (stopping) return
    stopping = true
    stop().then(
      () => process.exit(code),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  process.once('disconnect', end)
}
