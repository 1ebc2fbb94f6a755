import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reconcile, WALK_MS, type HeldScan, type Presence, type Ruling } from './reconcile.ts'

const NINE = Date.UTC(2026, 11, 5, 3, 30)
const MINUTE = 60_000
let made = 0
const scan = (said: Partial<HeldScan>): HeldScan => ({
  id: `s${String(made++).padStart(6, '0')}`,
  device: 'gate 1',
  serial: 7,
  hall: 'main',
  way: 'entry',
  at: NINE,
  nth: made,
  decided: 'ok',
  undoes: null,
  standing: 'counts',
  ...said,
})
const kinds = ({ items }: Presence) => items.map(({ kind }) => kind)

describe('scans of one pass', () => {
  it('say who is inside a hall, since when, and how long somebody stayed', () => {
    const told = reconcile([
      scan({ at: NINE }),
      scan({ at: NINE + 40 * MINUTE, way: 'exit' }),
      scan({ at: NINE + 60 * MINUTE, device: 'gate 2' }),
    ])
    expect(told.halls).toEqual([
      {
        hall: 'main',
        firstAt: NINE,
        leftAt: null,
        entries: 2,
        stayed: 40 * MINUTE,
        insideSince: NINE + 60 * MINUTE,
      },
    ])
    expect(told.items).toEqual([])
  })

  it('move somebody from hall to hall: an entry elsewhere is also the exit nobody scanned', () => {
    const told = reconcile([
      scan({ at: NINE }),
      scan({ at: NINE + 30 * MINUTE, hall: 'small', device: 'gate 2' }),
    ])
    expect(told.halls.map(({ hall, insideSince, stayed }) => [hall, insideSince !== null, stayed])).toEqual([
      ['main', false, 30 * MINUTE],
      ['small', true, 0],
    ])
    expect(told.items).toEqual([])
  })

  it('make a review item of an entry at two gates, and both scans stay', () => {
    const first = scan({ at: NINE })
    const second = scan({ at: NINE + 5 * MINUTE, device: 'gate 2' })
    const told = reconcile([second, first])
    expect(told.items).toEqual([
      { kind: 'two_gates', scan: second.id, other: first.id, at: second.at, isSettled: false },
    ])
    expect(told.attendedBy).toBe(first.id)
    expect(told.halls[0]).toMatchObject({ insideSince: NINE, entries: 1 })
  })

  it('tell two gates apart from the same gate twice, and from two halls faster than anybody walks', () => {
    const first = scan({ at: NINE })
    expect(kinds(reconcile([first, scan({ at: NINE + MINUTE, decided: 'again' })]))).toEqual(['again'])
    const hasty = scan({ at: NINE + WALK_MS - 1, hall: 'small', device: 'gate 2' })
    expect(kinds(reconcile([first, hasty]))).toEqual(['two_places'])
    expect(kinds(reconcile([first, { ...hasty, at: NINE + WALK_MS }]))).toEqual([])
  })

  it('ask no more once the exit between two entries has come in', () => {
    const entries = [scan({ at: NINE }), scan({ at: NINE + 20 * MINUTE, device: 'gate 2' })]
    expect(kinds(reconcile(entries))).toEqual(['two_gates'])
    expect(
      kinds(reconcile([...entries, scan({ at: NINE + 10 * MINUTE, way: 'exit', device: 'gate 3' })])),
    ).toEqual([])
  })

  it('never happened when their own device took them back; another device cannot', () => {
    const entry = scan({ at: NINE })
    const undo = scan({ at: NINE + 1000, way: 'exit', undoes: entry.id })
    expect(reconcile([undo, entry])).toEqual({ halls: [], attendedBy: null, items: [] })
    expect(reconcile([entry, { ...undo, device: 'gate 2' }]).attendedBy).toBe(entry.id)
    expect(reconcile([undo])).toEqual({ halls: [], attendedBy: null, items: [] })
  })

  it('count for nothing when somebody was turned away', () => {
    expect(reconcile([scan({ way: 'refused', decided: 'barred' })]).attendedBy).toBeNull()
  })

  it('of a device that was taken off wait for a ruling, and so does one’s own hand', () => {
    for (const standing of ['late', 'own', 'doubted'] as const) {
      const held = scan({ standing })
      expect(reconcile([held])).toMatchObject({
        attendedBy: null,
        items: [{ kind: standing, isSettled: false }],
      })
      const ruled = (ruling: Ruling) => reconcile([held], new Map([[held.id, ruling]]))
      expect(ruled('keep')).toMatchObject({ attendedBy: held.id, items: [{ isSettled: true }] })
      expect(ruled('drop')).toMatchObject({ attendedBy: null, items: [{ isSettled: true }] })
    }
  })

  it('keep their question for the desk, and a dropped scan counts for nothing', () => {
    const asked = scan({ decided: 'old_key' })
    expect(kinds(reconcile([asked]))).toEqual(['question'])
    expect(reconcile([asked]).attendedBy).toBe(asked.id)
    expect(reconcile([asked], new Map([[asked.id, 'drop']])).attendedBy).toBeNull()
  })
})

/** Any scans of one pass, with clashing moments, undone entries and rulings. */
const anyScans = fc
  .array(
    fc.record({
      device: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      hall: fc.constantFrom('main', 'small', null),
      way: fc.constantFrom('entry', 'entry', 'exit', 'refused'),
      at: fc.integer({ min: 0, max: 12 }).map((step) => NINE + step * 20_000),
      decided: fc.constantFrom('ok', 'ok', 'again', 'not_listed', 'clock'),
      standing: fc.constantFrom('counts', 'counts', 'counts', 'late', 'own', 'doubted'),
      undoes: fc.option(fc.nat(11), { freq: 5 }),
      ruling: fc.option(fc.constantFrom<Ruling>('keep', 'drop'), { freq: 3 }),
    }),
    { maxLength: 12 },
  )
  .map((said) => ({
    scans: said.map(
      ({ undoes, ruling: _, ...one }, index) =>
        ({
          ...one,
          id: `s${index}`,
          serial: 7,
          nth: index,
          undoes: undoes === null ? null : `s${undoes}`,
        }) as HeldScan,
    ),
    rulings: new Map(said.flatMap(({ ruling }, index) => (ruling ? [[`s${index}`, ruling] as const] : []))),
  }))

describe('any scans', () => {
  it('tell the same in any order, in any batches and sent twice', () => {
    fc.assert(
      fc.property(
        anyScans,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        ({ scans, rulings }, chance) => {
          const shuffled = scans
            .map((one) => ({ one, key: chance.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ one }) => one)
          expect(reconcile([...shuffled, ...shuffled.slice(0, 3)], rulings)).toEqual(
            reconcile(scans, rulings),
          )
        },
      ),
      { numRuns: 500 },
    )
  })

  it('leave nobody inside two halls, and nobody inside without an entry that counts', () => {
    fc.assert(
      fc.property(anyScans, ({ scans, rulings }) => {
        const inside = reconcile(scans, rulings).halls.filter(({ insideSince }) => insideSince !== null)
        expect(inside.length).toBeLessThanOrEqual(1)
        for (const { hall, insideSince } of inside)
          expect(
            scans.some((one) => one.way === 'entry' && one.hall === hall && one.at === insideSince),
          ).toBe(true)
      }),
    )
  })
})

/** The house, as it works: what a batch touches is reckoned anew from all scans of those passes. */
class House {
  readonly #scans = new Map<number, Map<string, HeldScan>>()
  readonly told = new Map<number, Presence>()
  receive(batch: readonly HeldScan[]): void {
    const touched = new Set(batch.map(({ serial }) => serial))
    for (const one of batch) {
      const own = this.#scans.get(one.serial) ?? new Map<string, HeldScan>()
      this.#scans.set(one.serial, own.set(one.id, one))
    }
    for (const serial of touched) this.told.set(serial, reconcile(this.#scans.get(serial)!.values()))
  }
}

describe('six devices without a network and 5,000 people', () => {
  const PEOPLE = 5000
  const DEVICES = ['a', 'b', 'c', 'd', 'e', 'f']
  /** Everybody comes in at one gate, every tenth is scanned at a second one too, every third goes out again by any gate. */
  const byDevice = new Map<string, HeldScan[]>(DEVICES.map((device) => [device, []]))
  const write = (device: string, said: Partial<HeldScan>) => {
    const own = byDevice.get(device)!
    own.push(scan({ ...said, id: `${device}-${own.length}`, device, nth: own.length }))
  }
  for (let person = 0; person < PEOPLE; person++) {
    const at = NINE + Math.floor(person / 6) * 1000
    write(DEVICES[person % 6]!, { serial: person, at })
    if (person % 10 === 0) write(DEVICES[(person + 1) % 6]!, { serial: person, at: at + 3 * MINUTE })
    if (person % 3 === 0)
      write(DEVICES[(person * 7 + 2) % 6]!, { serial: person, at: at + 50 * MINUTE, way: 'exit' })
  }
  /** Sends everything in batches, the devices one after another, mixed or backwards, some batches twice. */
  const sent = (order: readonly string[], size: number, mixed: boolean): House => {
    const house = new House()
    const batches = order.map((device) => {
      const own = byDevice.get(device)!
      return Array.from({ length: Math.ceil(own.length / size) }, (_, nth) =>
        own.slice(nth * size, (nth + 1) * size),
      )
    })
    const all = mixed
      ? Array.from({ length: Math.max(...batches.map(({ length }) => length)) }, (_, nth) =>
          batches.map((own) => own[nth] ?? []),
        ).flat()
      : batches.flat()
    for (const [nth, batch] of all.entries()) {
      house.receive(batch)
      if (nth % 4 === 0) house.receive(batch)
    }
    return house
  }

  it('come to the same end in any order of sending, and no scan is lost', () => {
    const straight = sent(DEVICES, 500, false)
    for (const [order, size, mixed] of [
      [DEVICES.toReversed(), 500, false],
      [['c', 'f', 'a', 'e', 'b', 'd'], 37, true],
      [['f', 'a', 'd', 'c', 'e', 'b'], 1000, false],
    ] as const)
      expect(sent(order, size, mixed).told).toEqual(straight.told)
    const all = [...straight.told.values()]
    expect(all.filter(({ attendedBy }) => attendedBy !== null)).toHaveLength(PEOPLE)
    expect(all.filter(({ items }) => items.some(({ kind }) => kind === 'two_gates'))).toHaveLength(
      PEOPLE / 10,
    )
    expect(all.filter(({ halls }) => halls.some(({ insideSince }) => insideSince !== null))).toHaveLength(
      PEOPLE - Math.ceil(PEOPLE / 3),
    )
  })
})
