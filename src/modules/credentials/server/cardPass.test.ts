import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodePass, openList, passFromText } from '#engines/passes/index.ts'
import { NOBODY } from '#platform/access/actor.ts'
import { contextFor } from '#platform/context.ts'
import { rotateSigningKey, withdrawSigningKey } from '#platform/keys/changeSigningKeys.ts'
import { openKeyRing } from '#platform/keys/keyRing.ts'
import { makeCardFor } from '#tests/builders/card.ts'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { signedIn } from '#tests/builders/people.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { checkPassOf } from './checkPassOf.ts'
import { myCardPass } from './myCardPass.ts'
import { publishedKeys, revokedList } from './publish.ts'
import { passKeysOf, verifyPass } from './signing/passKeys.ts'

let house: TestPlatform
let network: Network
const DAY = 86_400_000

beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const her = () =>
  network.person({
    place: network.tree.booth(0, 1, 1),
    wing: network.wings.youth,
    state: 'vouched',
    name: 'सुनीता कुमारी मीणा',
  })
const as = (person: { readonly id: string }) => house.as(signedIn(person.id))
const check = (text: string) => checkPassOf(house.as(NOBODY), text)
/** A while later lists are made anew. */
const later = (ms = 61_000) => house.clock.moveTo(new Date(house.clock.now().getTime() + ms))

describe('the volunteer card’s pass', () => {
  const cardOf = async (person: MadeUpPerson) => {
    await makeCardFor(as(person))
    return (await myCardPass(as(person)))!
  }

  it('says first name and constituency and nothing more, and leads to the check page by any camera', async () => {
    const sunita = await her()
    const { address } = await cardOf(sunita)
    expect(address).toMatch(/^HTTP:\/\/ORGANISATION\.LOCALHOST:3000\/P\/[A-Z2-7]+$/)
    const { pass } = decodePass(passFromText(address))
    expect(pass).toMatchObject({ kind: 'card', name: 'सुनीता', from: '2026-11-22' })
    expect(pass.words).not.toBe('')
    expect(JSON.stringify(pass)).not.toMatch(/मीणा|कुमारी|9829/)
    const { answer, card } = await check(address)
    expect(answer.answer).toBe('valid')
    expect(card).toMatchObject({ valid: true, firstNameHi: 'सुनीता' })
    expect(Object.keys(card!).sort()).toEqual([
      'constituencyEn',
      'constituencyHi',
      'firstNameEn',
      'firstNameHi',
      'valid',
    ])
    expect(card!.constituencyHi).toBe(pass.words)
  })

  it('is revoked at once by a new card, by leaving, and by the record’s end; a verifier’s list says so too', async () => {
    const people = [await her(), await her(), await her()]
    const cards = []
    for (const person of people) cards.push(await cardOf(person))
    await makeCardFor(as(people[0]!))
    await sql`update people.person set state = 'left' where id = ${people[1]!.id}`.execute(house.owner.db)
    await sql`delete from people.person where id = ${people[2]!.id}`.execute(house.owner.db)
    later()
    const keys = passKeysOf(house.platform.keys)
    const list = await openList(await revokedList(house.as(NOBODY), 'card'), keys, verifyPass)
    for (const { address } of cards) {
      const checked = await check(address)
      expect(checked.answer).toMatchObject({ answer: 'revoked' })
      expect(JSON.stringify(checked)).not.toContain('सुनीता')
      expect(list!.has(decodePass(passFromText(address)).pass.serial)).toBe(true)
    }
    const fresh = (await myCardPass(as(people[0]!)))!
    expect((await check(fresh.address)).answer.answer).toBe('valid')
    expect(list!.has(decodePass(passFromText(fresh.address)).pass.serial)).toBe(false)
  })

  it('has a serial by which nobody counts cards', async () => {
    const serials = []
    for (let nth = 0; nth < 3; nth++)
      serials.push(decodePass(passFromText((await cardOf(await her())).address)).pass.serial)
    expect(Math.abs(serials[1]! - serials[0]!)).toBeGreaterThan(1_000_000)
    expect(new Set(serials).size).toBe(3)
  })

  it('is forged in another’s hand, unknown without a card, and any text gets an answer', async () => {
    const sunita = await her()
    const { address } = await cardOf(sunita)
    const forged = address.slice(0, -3) + (address.endsWith('AAA') ? 'BBA' : 'AAA')
    for (const text of [forged, '', 'hello', 'A'.repeat(900), '../../etc/passwd', `${address}7`])
      expect((await check(text)).answer).toMatchObject({ answer: 'couldNotCheck' })
    expect(await myCardPass(as(await her()))).toBeUndefined()
  })

  it('holds after a newer key came, and cannot be checked once its key was withdrawn', async () => {
    const own = await testPlatform()
    try {
      const there = await arrangeNetwork(own)
      const sunita = await there.person({ place: there.tree.booth(0, 1, 1), state: 'vouched' })
      const self = own.as(signedIn(sunita.id))
      await makeCardFor(self)
      const { address } = (await myCardPass(self))!
      const folder = own.platform.environment.KARYAKARTA_KEYS
      rotateSigningKey(folder, '2026-11-23')
      own.clock.moveTo(new Date(own.clock.now().getTime() + 3 * DAY))
      const renewed = () => contextFor({ ...own.platform, keys: openKeyRing(folder) }, signedIn(sunita.id))
      expect((await checkPassOf(renewed(), address)).answer.answer).toBe('valid')
      expect(publishedKeys(renewed()).keys.map(({ until }) => until)).toEqual(['2026-11-23', null])
      const anew = (await myCardPass(renewed()))!
      expect(anew.address).not.toBe(address)
      expect((await checkPassOf(renewed(), anew.address)).answer.answer).toBe('valid')
      withdrawSigningKey(folder, 1)
      expect((await checkPassOf(renewed(), address)).answer).toMatchObject({ why: 'unknownKey' })
      expect((await checkPassOf(renewed(), anew.address)).answer.answer).toBe('valid')
    } finally {
      await own.close()
    }
  })
})
