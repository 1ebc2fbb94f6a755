import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOBODY } from '#platform/access/actor.ts'
import { makeCardFor } from '#tests/builders/card.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { signedIn } from '#tests/builders/people.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { readShortCode, writeShortCode } from '../domain/shortCode.ts'
import { issueBadge, revokeBadge } from './index.ts'
import { myBadges } from './myBadges.ts'
import { myCardPass } from './myCardPass.ts'
import { checkShortCode } from './shortCodes.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const her = (name = 'सुनीता कुमारी मीणा') =>
  network.person({ place: network.tree.booth(0, 1, 1), wing: network.wings.youth, state: 'vouched', name })
const as = ({ id }: MadeUpPerson) => house.as(signedIn(id))
const check = (typed: string) => checkShortCode(house.as(NOBODY), typed)
const DAY = 86_400_000
const AWARD = { kind: 'course', nameHi: 'व्हाट्सऐप', nameEn: 'WhatsApp', criteriaHi: 'छह पाठ', criteriaEn: 'Six lessons' } as const // prettier-ignore
const give = (person: MadeUpPerson, about: string, expiresAt?: Date) =>
  house
    .asSystem()
    .transaction((tx) =>
      issueBadge(tx, { ...AWARD, about, personId: person.id, earnedAt: tx.now, expiresAt }),
    )
const codeOf = async (person: MadeUpPerson) => (await myBadges(as(person)))[0]!.shortCode!

describe('a short code', () => {
  it('says every kind, serial and mark, and is read however it was typed', () => {
    const bits = (size: number) => fc.integer({ min: 0, max: 2 ** size - 1 })
    fc.assert(
      fc.property(fc.constantFrom('card' as const, 'badge' as const), bits(32), bits(26), (kind, serial, mark) => {
        const code = writeShortCode({ kind, serial, mark })
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/)
        const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
        expect(readShortCode(typed)).toEqual({ kind, serial, mark })
      }),
    )
    fc.assert(fc.property(fc.string(), (text) => void readShortCode(text)))
    for (const none of ['', '0AB4-7KQ2', 'U'.repeat(12), 'Z'.repeat(12), 'HTTPS://HOST/P/ABC', '१२३४५६७८९०१२'])
      expect(readShortCode(none)).toBeUndefined()
  }) // prettier-ignore

  it('of a card says what its pass says, until the card is revoked', async () => {
    const sunita = await her()
    await makeCardFor(as(sunita))
    const { shortCode } = (await myCardPass(as(sunita)))!
    const checked = await check(shortCode)
    expect(checked).toMatchObject({ answer: { answer: 'valid' }, card: { firstNameHi: 'सुनीता' } })
    expect(JSON.stringify(checked)).not.toContain('मीणा')
    await makeCardFor(as(sunita))
    const gone = await check(shortCode)
    expect(gone.answer).toMatchObject({ answer: 'revoked', kind: 'card' })
    expect(JSON.stringify(gone)).not.toContain('सुनीता')
    expect((await check((await myCardPass(as(sunita)))!.shortCode)).answer.answer).toBe('valid')
  })

  it('of a certificate says the name on it and what for; revoked and expired as they are', async () => {
    const sunita = await her()
    await give(sunita, 'short')
    const code = await codeOf(sunita)
    expect(await check(code)).toMatchObject({
      answer: { answer: 'valid', pass: { name: 'सुनीता कुमारी मीणा', kind: 'badge' } },
      badge: { nameEn: 'WhatsApp' },
    })
    await house
      .asSystem()
      .transaction((tx) => revokeBadge(tx, { kind: 'course', about: 'short', personId: sunita.id, why: 'mistake' }))
    const revoked = await check(code)
    expect(revoked.answer.answer).toBe('revoked')
    expect(JSON.stringify(revoked)).not.toContain('सुनीता')
    expect((await myBadges(as(sunita)))[0]!.shortCode).toBeNull()

    await give(sunita, 'ends', new Date(house.clock.now().getTime() + DAY))
    const ends = (await myBadges(as(sunita))).find(({ shortCode }) => shortCode)!.shortCode!
    house.clock.moveTo(new Date(house.clock.now().getTime() + 2 * DAY))
    expect((await check(ends)).answer.answer).toBe('expired')
  }) // prettier-ignore

  it('cannot be made up: with the serial known and one bit of its mark wrong it leads nowhere', async () => {
    const sunita = await her()
    await give(sunita, 'guessed')
    const { kind, serial, mark } = readShortCode(await codeOf(sunita))!
    for (let bit = 0; bit < 26; bit++) {
      const guessed = await check(writeShortCode({ kind, serial, mark: mark ^ (1 << bit) }))
      expect(guessed.answer).toEqual({ answer: 'couldNotCheck', why: 'unreadable', listAge: null })
    }
    // The mark of one serial or kind is none of another.
    expect((await check(writeShortCode({ kind, serial: serial ^ 1, mark }))).answer.answer).toBe('couldNotCheck')
    expect((await check(writeShortCode({ kind: 'card', serial, mark }))).answer.answer).toBe('couldNotCheck')
    expect((await check('nonsense')).answer.answer).toBe('couldNotCheck')
  }) // prettier-ignore
})
