import type { ChildProcess } from 'node:child_process'

/** From `npm start` on a bare folder to both editions ready; the figure is 25 s, the rest is a slow machine's. */
const READY_WITHIN_MS = 300_000

/** Waits until an edition says that it is ready. @throws when its process ends before */
export async function untilReady(port: number, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  let said = 'nothing'
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`)
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    said = (await answer?.text()) ?? 'nothing'
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`not ready on port ${port} after ${READY_WITHIN_MS / 1000} s: it says ${said}`)
}
