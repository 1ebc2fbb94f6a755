import fc from 'fast-check'
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify as verifyWithNode,
} from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkPass, decodePass, encodePass, type CompactPass, type PassKey, type PassSigner, type Verify } from '#engines/passes/index.ts' // prettier-ignore
import { arrivedMoment, gatesClose, isListLeftOver, isTrusted, setRight } from './clock.ts'
import { decideGate, revokedOf, type Gate } from './decide.ts'
import { bookOf, byCode, byPhone, phoneFault, type GateBook } from './gateBook.ts'
import { encodeGateList, openGateList, STANDINGS, type GateList, type ListedPass } from './gateList.ts'
import { markOfDigits, markOfPhone } from './phoneMark.ts'
import { codeOfSerial, serialOfCode, SERIALS } from './scan.ts'

const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const verify: Verify = (publicKey, message, signature) =>
  verifyWithNode(
    null,
    message,
    createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' }),
    signature,
  )
function newKey(from = '2026-11-01', until: string | null = null): { signer: PassSigner; key: PassKey } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const bytes = Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }).subarray(12))
  const secret = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }))
  return { signer: { publicKey: bytes, sign: (message) => Uint8Array.from(sign(null, message, secret)) }, key: { publicKey: bytes, from, until } }
} // prettier-ignore

const NOW = Date.UTC(2026, 11, 5, 4)
const EVENT = 12
const { signer, key } = newKey()
const listed = (serial: number, said: Partial<ListedPass> = {}): ListedPass => ({
  serial,
  standing: 'coming',
  place: 'जयपुर',
  name: 'सुनीता मीणा',
  nameLatin: 'Sunita Meena',
  mark: markOfDigits('4321')!,
  ...said,
})
const listOf = (passes: readonly ListedPass[], said: Partial<GateList> = {}): GateList => ({
  about: EVENT,
  madeAt: NOW - 240_000,
  since: null,
  total: passes.length,
  passes,
  ...said,
})
const passOf = (said: Partial<CompactPass> = {}): CompactPass => ({
  kind: 'event',
  serial: 1,
  about: EVENT,
  from: '2026-11-20',
  until: '2026-12-06',
  name: 'सुनीता मीणा',
  words: 'जयपुर',
  ...said,
})

describe('the list on the device', () => {
  it('comes back as it was signed, whatever it holds', async () => {
    const anyPass = fc.record({
      serial: fc.integer({ min: 0, max: SERIALS - 1 }),
      standing: fc.constantFrom(...STANDINGS),
      place: fc.constantFrom('जयपुर', 'कोटा', ''),
      name: fc.constantFrom('सुनीता मीणा', 'Ram', 'ज़ैनब'),
      nameLatin: fc.constantFrom('', 'Sunita'),
      mark: fc.option(fc.integer({ min: 0, max: 996 })),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyPass, { selector: ({ serial }) => serial, maxLength: 40 }),
        async (passes) => {
          const bytes = encodeGateList(listOf(passes), signer)
          const opened = await openGateList(bytes, [key], verify)
          expect(opened).toEqual(listOf(passes.toSorted((a, b) => a.serial - b.serial)))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('holds 52,000 passes in less than three megabytes', async () => {
    const passes = Array.from({ length: 52_000 }, (_, nth) => listed(nth * 20_000))
    const bytes = encodeGateList(listOf(passes), signer)
    expect(bytes.length).toBeLessThan(3_000_000)
    expect(bookOf([(await openGateList(bytes, [key], verify))!])).toMatchObject({ isWhole: true })
  })

  it('opens for no other key, and not when a byte was changed', async () => {
    const bytes = encodeGateList(listOf([listed(1), listed(2)]), signer)
    expect(await openGateList(bytes, [newKey().key], verify)).toBeUndefined()
    for (const at of [9, 30, bytes.length - 1]) {
      const bent = Uint8Array.from(bytes)
      bent[at]! ^= 1
      expect(await openGateList(bent, [key], verify).catch(() => undefined)).toBeUndefined()
    }
  })

  it('reads any bytes as a list or refuses them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await openGateList(bytes, [key], verify).catch((thrown: Error) =>
          expect(thrown.name).toBe('PassRefused'),
        )
      }),
    )
  })

  it('grows by what changed, and notices when something is missing', () => {
    const whole = listOf([listed(1), listed(2)])
    const change = listOf([listed(2, { standing: 'withdrawn' }), listed(3)], {
      since: NOW - 300_000,
      total: 3,
      madeAt: NOW,
    })
    const book = bookOf([whole, change])!
    expect([book.passes.size, book.isWhole, book.madeAt]).toEqual([3, true, NOW])
    expect(book.passes.get(2)!.standing).toBe('withdrawn')
    expect(bookOf([whole, { ...change, total: 9 }])!.isWhole).toBe(false)
    expect(bookOf([change])).toBeUndefined()
    expect(bookOf([whole, { ...change, about: 99 }])!.passes.size).toBe(2)
  })

  it('holds of a phone a number that ten endings share, and finds by it and a name in either script', () => {
    const endings = Array.from({ length: 10_000 }, (_, ending) =>
      markOfDigits(String(ending).padStart(4, '0'))!,
    )
    const shared = new Map<number, number>()
    for (const mark of endings) shared.set(mark, (shared.get(mark) ?? 0) + 1)
    expect(Math.min(...shared.values())).toBeGreaterThanOrEqual(10)
    expect(markOfPhone('+919876504321')).toBe(markOfDigits('४३२१'))
    const book = bookOf([
      listOf([listed(1), listed(2, { name: 'रामलाल', nameLatin: '' }), listed(3, { mark: 5 })]),
    ])!
    // Neither the digits nor a letter beside them open a list of people.
    expect([byPhone(book, '4321', ''), byPhone(book, '4321', ' s '), byPhone(book, '4321', '--')]).toEqual([
      [],
      [],
      [],
    ])
    expect([phoneFault('4321', 's'), phoneFault('43', 'sun'), phoneFault('4321', 'su')]).toEqual([
      'name',
      'digits',
      undefined,
    ])
    expect(byPhone(book, '4321', 'मीणा').map(({ serial }) => serial)).toEqual([1])
    expect(byPhone(book, '4321', 'sun').map(({ serial }) => serial)).toEqual([1])
    expect([byPhone(book, '', 'sun'), byPhone(book, '43', '')]).toEqual([[], []])
  })

  it('reads a short code as it is said', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: SERIALS - 1 }), (serial) => serialOfCode(codeOfSerial(serial)) === serial)) // prettier-ignore
    expect(serialOfCode(' 7k2-moq ')).toBe(serialOfCode('7K2M0Q'))
    expect([serialOfCode('7K2M4'), serialOfCode('7K2M4U')]).toEqual([undefined, undefined])
    const serial = serialOfCode('7K2M4Q')!
    expect(byCode(bookOf([listOf([listed(serial)])])!, '7k2 m4q')?.serial).toBe(serial)
  })
})

describe('the clock at the gate', () => {
  it('closes the gates at midnight after the day after, and leaves names on a phone that is lost for a week more', () => {
    expect(new Date(gatesClose('2026-12-05')).toISOString()).toBe('2026-12-06T18:30:00.000Z')
    const threeDaysFast = Date.parse('2026-12-08T18:29:00Z')
    expect(isListLeftOver(threeDaysFast, '2026-12-05')).toBe(false)
    expect(isListLeftOver(Date.parse('2026-12-13T18:29:59Z'), '2026-12-05')).toBe(false)
    expect(isListLeftOver(Date.parse('2026-12-13T18:30:00Z'), '2026-12-05')).toBe(true)
  })

  it('is set right by as much as it was wrong, three days or three minutes', () => {
    const days = 3 * 86_400_000
    const heard = { house: NOW, device: NOW + days }
    expect(setRight(NOW + days + 1000, heard)).toBe(NOW + 1000)
    expect(isTrusted(NOW, heard, NOW - 1)).toBe(true)
    expect(isTrusted(NOW - days, heard, NOW)).toBe(false)
    expect(isTrusted(NOW, undefined, 0)).toBe(false)
    expect(arrivedMoment(NOW - days, NOW - days + 5000, NOW)).toBe(NOW - 5000)
    expect(arrivedMoment(NOW + 9_000, NOW + 10_000, NOW)).toBe(NOW)
    expect(arrivedMoment(NOW - 60_000, NOW - 30_000, NOW)).toBe(NOW - 60_000)
  })
})

describe('the decision at the gate', () => {
  let book: GateBook
  beforeAll(() => {
    book = bookOf([
      listOf([
        listed(1),
        listed(2, { standing: 'offered' }),
        listed(3, { standing: 'waiting' }),
        listed(4, { standing: 'withdrawn' }),
        listed(5, { standing: 'barred' }),
      ]),
    ])!
  })
  const gate = (said: Partial<Gate> = {}): Gate => ({
    book,
    way: 'entry',
    isInside: () => false,
    staff: null,
    isClockTrusted: true,
    ...said,
  })
  const scanned = async (pass: CompactPass, by = signer, said: Partial<Gate> = {}, now = NOW, keys = [key], bend = false) => {
    const bytes = encodePass(pass, by)
    if (bend) bytes[bytes.length - 1]! ^= 1
    const answer = await checkPass(bytes, { keys, list: revokedOf(book), now, verify, listLasts: Infinity })
    const { verdict, reason } = decideGate({ how: 'camera', answer, pass: decodePass(bytes).pass }, gate(said))
    return `${verdict}: ${reason}`
  } // prettier-ignore

  it('lets in who is coming, and says why not of each who is not', async () => {
    expect(await scanned(passOf())).toBe('in: ok')
    expect(await scanned(passOf({ serial: 2 }))).toBe('ask: offered')
    expect(await scanned(passOf({ serial: 3 }))).toBe('no: waiting')
    expect(await scanned(passOf({ serial: 4 }))).toBe('no: withdrawn')
    expect(await scanned(passOf({ serial: 5 }))).toBe('no: barred')
    expect(await scanned(passOf({ about: 13 }))).toBe('no: other_event')
    expect(await scanned(passOf({ kind: 'card' }))).toBe('no: no_pass')
    expect(await scanned(passOf(), signer, {}, NOW, [key], true)).toBe('no: forged')
  })

  it('lets in with a question whom it cannot settle itself', async () => {
    expect(await scanned(passOf({ serial: 9 }))).toBe('ask: not_listed')
    expect(await scanned(passOf(), signer, { isInside: () => true })).toBe('ask: again')
    const old = newKey('2026-01-01', '2026-06-30')
    expect(await scanned(passOf(), old.signer)).toBe('ask: old_key')
    expect(await scanned(passOf(), old.signer, {}, NOW, [key, old.key])).toBe('ask: old_key')
    // An unknown key and an unknown serial: nothing is known at all.
    expect(await scanned(passOf({ serial: 9 }), old.signer)).toBe('no: unknown')
  })

  it('does not turn people away because the phone’s clock is three days wrong', async () => {
    const wrong = NOW + 3 * 86_400_000
    expect(await scanned(passOf(), signer, { isClockTrusted: false }, wrong)).toBe('ask: clock')
    expect(await scanned(passOf({ serial: 9 }), signer, {}, wrong)).toBe('no: wrong_day')
    // Set back behind its own list: the list tells a later day, and that is believed; more it cannot tell.
    const back = NOW - 10 * 86_400_000
    expect(await scanned(passOf({ from: '2026-12-01' }), signer, { isClockTrusted: false }, back)).toBe(
      'in: ok',
    )
    expect(await scanned(passOf({ from: '2026-12-06' }), signer, { isClockTrusted: false }, back)).toBe(
      'ask: clock',
    )
  })

  it('lets in with a pass that was made before the event was postponed, when the list has her', async () => {
    const postponed = NOW + 14 * 86_400_000
    expect(await scanned(passOf(), signer, {}, postponed)).toBe('in: ok')
    expect(await scanned(passOf({ serial: 4 }), signer, {}, postponed)).toBe('no: withdrawn')
    expect(await scanned(passOf({ about: 13 }), signer, {}, postponed)).toBe('no: other_event')
  })

  it('lets nobody check herself in, and keeps nobody inside', async () => {
    expect(await scanned(passOf(), signer, { staff: 1 })).toBe('no: self')
    expect(await scanned(passOf({ serial: 5 }), signer, { way: 'exit' })).toBe('in: ok')
    expect(decideGate({ how: 'code', serial: 3 }, gate()).reason).toBe('waiting')
    expect(decideGate({ how: 'phone', serial: 1 }, gate()).reason).toBe('ok')
    expect(decideGate({ how: 'code', serial: 99 }, gate()).reason).toBe('unknown')
  })

  it('believes the barred list however old it is', async () => {
    const later = NOW + 20 * 3_600_000
    expect(await scanned(passOf({ serial: 5 }), signer, {}, later)).toBe('no: barred')
  })
})
