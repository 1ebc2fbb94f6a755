import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  answered,
  choseMine,
  countsOf,
  isForgettable,
  nextBatch,
  queued,
  REUSED,
  takenOver,
  tried,
  unanswered,
  type Entry,
} from './outbox.ts'
import { sendWaiting, type OutboxStore } from './send.ts'
import { phoneUuid } from './uuid.ts'
import { FORMAT, MOST_COMMANDS, MOST_PHOTO_BYTES, type Answer, type Batch, type WireCommand } from './wire.ts'

const OWNER = 'anita'
const entryOf = (changes: Partial<Entry> = {}): Entry => ({
  ...queued({
    id: phoneUuid(),
    owner: OWNER,
    verb: 'tasks.sendReport',
    about: '',
    fields: { told: 'बीस घर' },
    madeAt: 1000,
    photoBytes: 0,
  }),
  ...changes,
})

/** A phone's store in memory. */
function storeOf(entries: readonly Entry[]): OutboxStore & { readonly now: Map<string, Entry> } {
  const now = new Map(entries.map((entry) => [entry.id, entry]))
  return {
    now,
    all: async () => [...now.values()],
    photoOf: async () => undefined,
    async change(id, how) {
      const entry = now.get(id)
      if (!entry) return
      const next = how(entry)
      now.delete(id)
      now.set(next.id, next)
    },
  }
}

/** A house that does each id once and remembers its answer, as `once` does; what it refuses leaves no trace. */
class House {
  readonly effects: string[] = []
  readonly #refuses: ReadonlySet<string>
  constructor(refuses: ReadonlySet<string> = new Set()) {
    this.#refuses = refuses
  }
  take({ id }: WireCommand): Answer {
    if (this.#refuses.has(id)) return { id, outcome: 'refused', reason: 'badInput', words: 'x', fields: {} }
    if (!this.effects.includes(id)) this.effects.push(id)
    return { id, outcome: 'done' }
  }
}

const commandsOf = (form: FormData): readonly WireCommand[] =>
  (JSON.parse(String(form.get('batch'))) as Batch).commands

/** What happens to one request: it never arrives, breaks off after some commands, its answer is lost, comes twice, or comes well. */
type Fate = 'lost' | 'half' | 'answer_lost' | 'twice' | 'garbled' | 'unwell' | 'well'
const FATES: readonly Fate[] = ['lost', 'half', 'answer_lost', 'twice', 'garbled', 'unwell', 'well']

const connection = (house: House, fates: readonly Fate[]) => {
  let at = 0
  const late: (readonly WireCommand[])[] = []
  return async (form: FormData): Promise<Response> => {
    const commands = commandsOf(form)
    const fate = fates[at++] ?? 'well'
    // What was held up somewhere arrives behind what was sent after it.
    for (const held of late.splice(0)) for (const command of held) house.take(command)
    if (fate === 'lost') throw new TypeError('network')
    if (fate === 'half') {
      for (const command of commands.slice(0, Math.ceil(commands.length / 2))) house.take(command)
      throw new TypeError('network')
    }
    if (fate === 'unwell') return new Response('', { status: 503 })
    if (fate === 'twice') late.push(commands)
    const answers = commands.map((command) => house.take(command))
    if (fate === 'answer_lost') throw new TypeError('network')
    if (fate === 'garbled') return new Response(JSON.stringify({ answers }).slice(0, -3))
    return Response.json({ answers })
  }
}

describe('sending what waits', () => {
  it('gives every command exactly one effect, however the connection breaks, and loses none', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 130 }),
        fc.array(fc.constantFrom(...FATES), { maxLength: 30 }),
        async (count, fates) => {
          const store = storeOf(Array.from({ length: count }, (_, at) => entryOf({ madeAt: at })))
          const ids = [...store.now.keys()]
          const house = new House()
          const post = connection(house, fates)
          let round = ''
          for (let tries = 0; tries < 40 && round !== 'all_sent'; tries++)
            round = await sendWaiting(store, OWNER, post, { isHopeful: true })
          expect(round).toBe('all_sent')
          expect(house.effects.toSorted()).toEqual(ids.toSorted())
          expect([...store.now.values()].map(({ state }) => state)).toEqual(ids.map(() => 'sent'))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keeps what is refused until she has changed it, and then it has one effect', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), async (wrong) => {
        const store = storeOf(wrong.map((_, at) => entryOf({ madeAt: at })))
        const ids = [...store.now.keys()]
        const refused = new Set(ids.filter((_, at) => wrong[at]))
        const house = new House(refused)
        await sendWaiting(store, OWNER, connection(house, []))
        expect(
          [...store.now.values()].filter(({ state }) => state === 'needs_you').map(({ id }) => id),
        ).toEqual([...refused])
        const mended = new House()
        for (const id of house.effects) mended.take({ id } as WireCommand)
        for (const id of refused)
          await store.change(id, (entry) => tried(entry, { told: 'ठीक' }, phoneUuid()))
        await sendWaiting(store, OWNER, connection(mended, []))
        expect(mended.effects.toSorted()).toEqual(ids.toSorted())
      }),
      { numRuns: 30 },
    )
  })

  it('overwrites nothing from a phone that was reinstalled: what it does not have it does not send', async () => {
    const house = new House()
    const before = storeOf([entryOf(), entryOf()])
    await sendWaiting(before, OWNER, connection(house, ['answer_lost']))
    expect(house.effects).toHaveLength(2)
    expect(await sendWaiting(storeOf([]), OWNER, connection(house, []))).toBe('all_sent')
    expect(house.effects).toHaveLength(2)
  })

  it('sends nothing of somebody else, and stops when the house knows nobody', async () => {
    const house = new House()
    const store = storeOf([entryOf({ owner: 'ravi' }), entryOf()])
    await sendWaiting(store, OWNER, connection(house, []))
    expect(house.effects).toHaveLength(1)
    const waits = storeOf([entryOf()])
    expect(await sendWaiting(waits, OWNER, async () => new Response('', { status: 401 }))).toBe('signed_out')
    expect(await sendWaiting(waits, OWNER, async () => new Response('', { status: 403 }))).toBe(
      'other_person',
    )
    expect([...waits.now.values()][0]).toMatchObject({ state: 'waiting', tries: 0 })
  })

  it('sends a batch that is too large in halves, and what is too large alone needs her', async () => {
    const store = storeOf([entryOf({ madeAt: 1 }), entryOf({ madeAt: 2 }), entryOf({ madeAt: 3 })])
    const large = [...store.now.keys()][1]!
    const house = new House()
    const well = connection(house, [])
    await sendWaiting(store, OWNER, async (form) =>
      commandsOf(form).some(({ id }) => id === large) ? new Response('', { status: 413 }) : well(form),
    )
    expect(house.effects).toHaveLength(2)
    expect(store.now.get(large)).toMatchObject({ state: 'needs_you', problem: { reason: 'tooLarge' } })
  })
})

describe('what goes next', () => {
  it('is the oldest first, and no more than one request carries', () => {
    const entries = Array.from({ length: 70 }, (_, at) => entryOf({ madeAt: 100 - at }))
    const batch = nextBatch(entries, OWNER, 0)
    expect(batch).toHaveLength(MOST_COMMANDS)
    expect(batch[0]!.madeAt).toBe(31)
    const heavy = [1, 2, 3].map((madeAt) => entryOf({ madeAt, photoBytes: MOST_PHOTO_BYTES * 0.6 }))
    expect(nextBatch(heavy, OWNER, 0)).toHaveLength(1)
  })

  it('waits longer after each try without an answer, unless there is a reason to hope', () => {
    const once = unanswered(entryOf(), 1000)
    const twice = unanswered(once, 1000)
    expect(twice.pausedUntil).toBeGreaterThan(once.pausedUntil)
    expect(nextBatch([once], OWNER, 1500)).toEqual([])
    expect(nextBatch([once], OWNER, 1500, 50, true)).toHaveLength(1)
    expect(nextBatch([entryOf({ notBefore: 2000 })], OWNER, 1500, 50, true)).toEqual([])
  })

  it('leaves alone what a newer version of the app made', () => {
    expect(nextBatch([entryOf({ format: FORMAT + 1 })], OWNER, 0)).toEqual([])
  })
})

describe('an answer', () => {
  it('moves a command once: what arrived does not wait or fail any more', () => {
    const sent = answered(entryOf({ id: 'a' }), { id: 'a', outcome: 'done' }, 5)
    const again: Answer = { id: 'a', outcome: 'refused', reason: 'badInput', words: '', fields: {} }
    expect(answered(sent, again, 6)).toBe(sent)
    expect(unanswered(sent, 6)).toBe(sent)
    expect(isForgettable(sent, 5)).toBe(false)
    expect(isForgettable(sent, 4 * 86_400_000)).toBe(true)
  })

  it('that asks shows both values; her own then says what it stands on, under the same id', () => {
    const question = {
      words: 'कौन-सा?',
      theirs: { told: 'दस' },
      becomes: { verb: 'tasks.correctReport', fields: { reportId: 'r', basedOn: 'v2' } },
    } as const
    const asked = answered(entryOf({ id: 'a' }), { id: 'a', outcome: 'question', question }, 5)
    expect(asked).toMatchObject({ state: 'needs_you', question })
    expect(choseMine(asked)).toMatchObject({
      id: 'a',
      state: 'waiting',
      verb: 'tasks.correctReport',
      fields: { told: 'बीस घर', reportId: 'r', basedOn: 'v2' },
    })
  })

  it('that the id is used up gives a new one when she tries again; any other keeps it', () => {
    const refused = (reason: string) =>
      answered(entryOf({ id: 'a' }), { id: 'a', outcome: 'refused', reason, words: '', fields: {} }, 5)
    expect(tried(refused(REUSED), {}, 'b').id).toBe('b')
    expect(tried(refused('badInput'), { told: 'तीस' }, 'b')).toMatchObject({
      id: 'a',
      fields: { told: 'तीस' },
    })
  })
})

it('counts her own only', () => {
  const counts = countsOf(
    [entryOf({ photoBytes: 500 }), entryOf({ state: 'needs_you' }), entryOf({ owner: 'ravi' })],
    OWNER,
  )
  expect(counts).toMatchObject({ waiting: 1, needsYou: 1, sent: 0, oldest: 1000 })
  expect(counts.bytes).toBeGreaterThan(500)
})

it('makes ids that sort by the time of their making and are version 7', () => {
  expect(phoneUuid(1_700_000_000_000)).toMatch(/^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

describe('what a record left that has become one with hers', () => {
  it('goes out as hers, under the id it had, at once', () => {
    const waited = { ...entryOf({ owner: 'anita before' }), pausedUntil: 9_000, notBefore: 9_000, tries: 3 }
    const hers = takenOver(waited, OWNER)
    expect(hers).toMatchObject({
      id: waited.id,
      fields: waited.fields,
      madeAt: waited.madeAt,
      owner: OWNER,
      tries: 3,
    })
    expect(nextBatch([waited], OWNER, 5_000)).toEqual([])
    expect(nextBatch([hers], OWNER, 5_000)).toEqual([hers])
  })

  it('stays a question or a refusal where it was one', () => {
    const problem = { reason: 'badInput', words: 'x', fields: {} }
    expect(takenOver(entryOf({ state: 'needs_you', problem }), OWNER)).toMatchObject({
      state: 'needs_you',
      problem,
    })
  })
})
