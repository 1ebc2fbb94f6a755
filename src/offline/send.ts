import { answered, nextBatch, unanswered, type Entry } from './outbox.ts'
import { asAnswers, FORMAT, MOST_COMMANDS, type Batch } from './wire.ts'

/** Where entries lie; on a phone IndexedDB, in the bench and in tests memory. */
export interface OutboxStore {
  all(): Promise<readonly Entry[]>
  photoOf(id: string): Promise<Blob | undefined>
  /**
   * Changes an entry as it lies there now, in one step, so that what she does meanwhile is not undone. Nothing happens when it is gone.
   */
  change(id: string, how: (entry: Entry) => Entry): Promise<void>
}

/** How a round ended. `busy` is for what must wait longer; `signed_out` and `other_person` wait for her to sign in. */
export type Round = 'all_sent' | 'cut' | 'signed_out' | 'other_person' | 'busy'

interface HowToSend {
  readonly now?: () => number
  /** There is a reason to try now, whatever the last try brought. */
  readonly isHopeful?: boolean
  /** Commands a request, at most. */
  readonly most?: number
}

/** Milliseconds after which a request without an answer counts as cut. */
const PATIENCE_MS = 90_000

/**
 * Sends what waits, batch by batch, until nothing is due or something stops it. A batch that was cut is sent again whole by the next round:
 * the house answers what it did already as it did the first time.
 */
export async function sendWaiting(
  store: OutboxStore,
  owner: string,
  post: (form: FormData, signal: AbortSignal) => Promise<Response>,
  { now = Date.now, isHopeful = false, most = MOST_COMMANDS }: HowToSend = {},
): Promise<Round> {
  // In one round each goes out once more at most: what brought no answer then waits for the next.
  const out = new Set<string>()
  for (;;) {
    const entries = (await store.all()).filter(({ id }) => !out.has(id))
    const batch = nextBatch(entries, owner, now(), most, isHopeful)
    if (batch.length === 0) return 'all_sent'
    const cut = async (): Promise<'cut'> => {
      await each(batch, ({ id }) => store.change(id, (entry) => unanswered(entry, now())))
      return 'cut'
    }
    let response: Response
    let body: unknown
    try {
      response = await post(await formOf(batch, owner, store, now()), AbortSignal.timeout(PATIENCE_MS))
      body = response.ok ? await response.json() : undefined
    } catch {
      return cut()
    }
    if (response.status === 401) return 'signed_out'
    if (response.status === 403) return 'other_person'
    if (response.status === 413) {
      if (batch.length === 1) await store.change(batch[0]!.id, tooLarge)
      most = Math.max(1, Math.floor(batch.length / 2))
      continue
    }
    const answers = asAnswers(body)
    if (!answers) {
      await cut()
      return 'busy'
    }
    for (const { id } of batch) out.add(id)
    await each(answers.answers, (answer) =>
      store.change(answer.id, (entry) => answered(entry, answer, now())),
    )
    // A house that forgot to answer one must not be asked for ever.
    const heard = new Set(answers.answers.map(({ id }) => id))
    const missed = batch.filter(({ id }) => !heard.has(id))
    await each(missed, ({ id }) => store.change(id, (entry) => unanswered(entry, now())))
  }
}

async function formOf(
  batch: readonly Entry[],
  owner: string,
  store: OutboxStore,
  now: number,
): Promise<FormData> {
  const form = new FormData()
  const commands = batch.map(({ id, verb, fields, madeAt }) => ({
    id,
    verb,
    fields,
    madeAt: new Date(madeAt).toISOString(),
  }))
  const sent: Batch = { format: FORMAT, owner, sentAt: new Date(now).toISOString(), commands }
  form.set('batch', JSON.stringify(sent))
  for (const { id, photoBytes } of batch) {
    const photo = photoBytes > 0 ? await store.photoOf(id) : undefined
    if (photo) form.set(`photo-${id}`, photo, 'photo')
  }
  return form
}

/** Alone, and still more than the house takes: she must choose a smaller photo. The words are the page's. */
const tooLarge = (entry: Entry): Entry =>
  answered(entry, { id: entry.id, outcome: 'refused', reason: 'tooLarge', words: '', fields: {} }, 0)

/** One after the other: a phone's store is one queue anyway. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (const item of items) await work(item)
}
