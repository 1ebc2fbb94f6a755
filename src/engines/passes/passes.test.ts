import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkPass,
  decodePass,
  encodeList,
  encodePass,
  fitText,
  openList,
  passFromText,
  PassRefused,
  passToText,
  type CheckAgainst,
  type CompactPass,
  type PassKey,
  type Verify,
} from './index.ts'
import { signerOfSeed, verify } from '#tests/passes/ed25519.ts'

const signer = signerOfSeed(Buffer.alloc(32, 1))
const stranger = signerOfSeed(Buffer.alloc(32, 2))
const key: PassKey = { publicKey: signer.publicKey, from: '2025-01-01', until: null }
const card: CompactPass = {
  kind: 'card',
  serial: 4_000_000_001,
  about: 43,
  from: '2026-11-26',
  until: '2028-11-25',
  name: 'सुनीता',
  words: 'विद्याधर नगर',
}
const noon = Date.UTC(2026, 10, 27, 6, 30)
const listOf = async (serials: number[], madeAt = noon, kind: CompactPass['kind'] = 'card', about = 0) =>
  (await openList(encodeList({ kind, about, madeAt, serials }, signer), [key], verify))!
const against = async (other: Partial<CheckAgainst> = {}): Promise<CheckAgainst> => ({
  keys: [key],
  list: await listOf([7, 8]),
  now: noon,
  verify,
  ...other,
})

const anyDay = fc
  .integer({ min: 0, max: 60_000 })
  .map((day) => new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10))
const hindi = fc
  .array(fc.constantFrom(...'अकखगसुनीतािर्ष्ट्रम ्‍‌abc. '), { maxLength: 20 })
  .map((letters) => letters.join('').normalize('NFC'))
const anyPass: fc.Arbitrary<CompactPass> = fc
  .record({
    kind: fc.constantFrom('card' as const, 'badge' as const, 'event' as const),
    serial: fc.integer({ min: 0, max: 0xffff_ffff }),
    about: fc.integer({ min: 0, max: 0xffff_ffff }),
    days: fc.tuple(anyDay, fc.option(anyDay)),
    name: hindi,
    words: fc.oneof(hindi, fc.constantFrom('Zoë', 'தமிழ்', '漢字', '')),
  })
  .map(({ days: [one, other], ...rest }) =>
    other === null || other >= one
      ? { ...rest, from: one, until: other }
      : { ...rest, from: other, until: one },
  )

describe('a compact pass', () => {
  it('reads as it was written, in one form only, through an address too', () => {
    fc.assert(
      fc.property(anyPass, (pass) => {
        const bytes = encodePass(pass, signer)
        const read = decodePass(bytes)
        expect(read.pass).toEqual(pass)
        expect(encodePass(read.pass, signer)).toEqual(bytes)
        expect(passFromText(`https://house.example/p/${passToText(bytes).toLowerCase()}`)).toEqual(bytes)
      }),
      { numRuns: 200 },
    )
  })

  it('has at most 120 bytes for an ordinary Hindi name', () => {
    const sizes = [
      encodePass(card, signer),
      encodePass({ ...card, words: 'श्रीमाधोपुर' }, signer),
      encodePass({ ...card, kind: 'event', name: 'सुनीता कुमारी मीणा', words: '' }, signer),
      encodePass({ ...card, kind: 'badge', name: 'सुनीता कुमारी मीणा', words: 'व्हाट्सऐप पर काम' }, signer),
    ].map((bytes) => bytes.length)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(120)
    expect(sizes[0]).toBe(101)
  })

  it('gives for any bytes a pass or its own refusal, and what it reads it would have written so', () => {
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      // Bytes that are nearly a pass: one cut, one bit turned, one byte more.
      fc.tuple(anyPass, fc.nat(), fc.nat({ max: 2 })).map(([pass, where, how]) => {
        const bytes = encodePass(pass, signer)
        if (how === 0) return bytes.slice(0, where % bytes.length)
        if (how === 1) return Uint8Array.from([...bytes, where & 0xff])
        bytes[(where >> 3) % bytes.length]! ^= 1 << (where & 7)
        return bytes
      }),
    )
    fc.assert(
      fc.property(hostile, (bytes) => {
        try {
          const { pass, signature, body } = decodePass(bytes)
          const named = { publicKey: body.subarray(1, 5), sign: () => signature }
          expect(encodePass(pass, named)).toEqual(Uint8Array.from(bytes))
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(PassRefused)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('gives for any text bytes or its own refusal', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constant('A'.repeat(5000))),
        (text) => {
          try {
            passFromText(text)
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(PassRefused)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([
    ['a number of more than four bytes', { serial: 2 ** 32 }],
    ['a serial below nought', { serial: -1 }],
    ['a day that is none', { from: '2026-02-31' }],
    ['an end before the beginning', { until: '2026-11-25' }],
    ['a name that turns the reading direction', { name: 'सु\u202Eनीता' }],
    ['half a character', { name: '\ud800' }],
    ['a name too long', { name: 'क'.repeat(33) }],
  ])('is not written with %s', (_, wrong) => {
    expect(() => encodePass({ ...card, ...wrong }, signer)).toThrow(PassRefused)
  })

  it('takes a long name cut between letters, never inside a conjunct', () => {
    const long = 'राजराजेश्वरी कुमारी राष्ट्रवर्धिनी शेखावत'
    const cut = fitText(long, 32)
    expect(cut.length).toBeLessThanOrEqual(32)
    expect(long.startsWith(cut.slice(0, -1))).toBe(true)
    expect(/[्‍]\.$/.test(cut)).toBe(false)
    expect(decodePass(encodePass({ ...card, name: cut }, signer)).pass.name).toBe(cut)
    expect(fitText(' सुनीता ')).toBe('सुनीता')
  })
})

describe('judging a pass', () => {
  it('says valid, with the age of the list', async () => {
    const list = await listOf([7], noon - 3_600_000)
    expect(await checkPass(encodePass(card, signer), await against({ list }))).toEqual({
      answer: 'valid',
      pass: card,
      listAge: 3_600_000,
    })
  })

  it('says revoked without the name, however old the list', async () => {
    const list = await listOf([card.serial], noon - 400 * 86_400_000)
    const answer = await checkPass(encodePass(card, signer), await against({ list }))
    expect(answer).toMatchObject({ answer: 'revoked', serial: card.serial })
    expect(JSON.stringify(answer)).not.toContain(card.name)
  })

  it('says expired from the first moment after the last day in India', async () => {
    const bytes = encodePass({ ...card, until: '2026-11-27' }, signer)
    const lastMoment = Date.UTC(2026, 10, 27, 18, 30) - 1
    expect((await checkPass(bytes, await against({ now: lastMoment }))).answer).toBe('valid')
    expect((await checkPass(bytes, await against({ now: lastMoment + 1 }))).answer).toBe('expired')
  })

  it('does not let a clock that was set back make an ended pass young: the list says how late it is at least', async () => {
    const bytes = encodePass({ ...card, from: '2026-11-20', until: '2026-11-25' }, signer)
    const setBack = noon - 4 * 86_400_000
    expect((await checkPass(bytes, await against({ now: setBack }))).answer).toBe('expired')
  })

  it.each([
    ['unreadable', Uint8Array.of(1, 2, 3), {}],
    ['unknownKey', encodePass(card, stranger), {}],
    ['forged', encodePass(card, { publicKey: signer.publicKey, sign: stranger.sign }), {}],
    ['keyNotThen', encodePass(card, signer), { keys: [{ ...key, until: '2026-11-25' }] }],
    ['keyNotThen', encodePass(card, signer), { keys: [{ ...key, from: '2026-11-27' }] }],
    ['notYet', encodePass({ ...card, from: '2026-12-01' }, signer), {}],
    ['noList', encodePass(card, signer), { list: undefined }],
    ['listTooOld', encodePass(card, signer), { now: noon + 8 * 86_400_000 }],
    ['noList', encodePass({ ...card, kind: 'badge' }, signer), {}],
  ] as const)('says that it could not check: %s', async (why, bytes, other) => {
    expect(await checkPass(bytes, await against(other))).toMatchObject({ answer: 'couldNotCheck', why })
  })

  it('takes an event pass only by its own event’s list', async () => {
    const bytes = encodePass({ ...card, kind: 'event', about: 12 }, signer)
    expect(
      (await checkPass(bytes, await against({ list: await listOf([], noon, 'event', 12) }))).answer,
    ).toBe('valid')
    const other = await checkPass(bytes, await against({ list: await listOf([], noon, 'event', 13) }))
    expect(other).toMatchObject({ answer: 'couldNotCheck', why: 'noList' })
  })

  it('never calls a pass valid of which one bit was turned', async () => {
    const bytes = encodePass(card, signer)
    const all = await against()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), async (bit) => {
        const altered = Uint8Array.from(bytes)
        altered[bit >> 3]! ^= 1 << (bit & 7)
        const answer = await checkPass(altered, all)
        expect(answer.answer).toBe('couldNotCheck')
        expect(answer).not.toHaveProperty('pass')
      }),
    )
  })

  it('takes a verifier that throws for one that says no', async () => {
    const broken: Verify = () => Promise.reject(new Error('no Ed25519 here'))
    expect(await checkPass(encodePass(card, signer), await against({ verify: broken }))).toMatchObject({
      answer: 'couldNotCheck',
      why: 'forged',
    })
  })

  it('does not take what the key signed for something else', async () => {
    const body = encodePass(card, signer).subarray(0, -64)
    const bare = Uint8Array.from([...body, ...signer.sign(body)])
    expect(await checkPass(bare, await against())).toMatchObject({ why: 'forged' })
  })
})

describe('the list of the revoked', () => {
  it('names exactly the serials that went in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: 0xffff_ffff })), async (serials) => {
        const list = await listOf(serials)
        expect(list.size).toBe(serials.length)
        expect(
          serials.every(
            (serial) => list.has(serial) && list.has(serial - 1) === serials.includes(serial - 1),
          ),
        ).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('is not opened when a byte was turned, a stranger signed it, or its key had ended', async () => {
    const bytes = encodeList({ kind: 'card', about: 0, madeAt: noon, serials: [1, 500] }, signer)
    for (let at = 0; at < bytes.length; at++) {
      const altered = Uint8Array.from(bytes)
      altered[at]! ^= 1
      const opened = await openList(altered, [key], verify).catch((thrown: unknown) => {
        expect(thrown).toBeInstanceOf(PassRefused)
      })
      expect(opened).toBeUndefined()
    }
    const foreign = encodeList({ kind: 'card', about: 0, madeAt: noon, serials: [] }, stranger)
    expect(await openList(foreign, [key], verify)).toBeUndefined()
    expect(await openList(bytes, [{ ...key, until: '2026-11-26' }], verify)).toBeUndefined()
  })

  it('gives for any bytes a list, nothing or its own refusal', async () => {
    const start = encodeList({ kind: 'card', about: 0, madeAt: noon, serials: [5, 900_000] }, signer)
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 120 }), async (tail) => {
        for (const bytes of [tail, Uint8Array.from([...start.subarray(0, 17), ...tail])])
          await openList(bytes, [key], () => true).catch((thrown: unknown) =>
            expect(thrown).toBeInstanceOf(PassRefused),
          )
      }),
      { numRuns: 200 },
    )
  })
})
