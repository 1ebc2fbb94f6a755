import { ownOutbox } from './owner.ts'
import { phoneUuid } from './uuid.ts'
import type { Way } from './shareWay.ts'

interface Step {
  readonly kitId: string
  /** What the outbox calls it. */
  readonly about: string
  readonly step: 'opened' | 'completed'
  readonly way: Way
  readonly language: string
}

/** Writes down what she did, her own record: through the outbox, so that it arrives once whatever the network does. */
export async function recordStep({ about, ...said }: Step): Promise<void> {
  const id = phoneUuid()
  const outbox = await ownOutbox().catch(() => undefined)
  if (!outbox) {
    // No worker knows this phone: the page's own form takes it.
    const body = new URLSearchParams({ command: id, ...said })
    await fetch(`/kit/${said.kitId}?/share`, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
    })
    return
  }
  await outbox.add(
    { id, verb: 'campaigns.recordShare', about, fields: said, madeAt: Date.now(), photoBytes: 0 },
    undefined,
  )
  if (navigator.onLine) document.dispatchEvent(new Event('karyakarta:send'))
}
