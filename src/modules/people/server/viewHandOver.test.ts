import { afterAll, beforeAll, expect, it } from 'vitest'
import { arrangeNetwork, type MadeUpPerson, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { viewHandOver } from './viewHandOver.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

/** Everybody whom the page offers, part by part. */
async function parts(ctx: ReturnType<TestPlatform['as']>, appointmentId: string, text = '') {
  const found: (readonly string[])[] = []
  const said = new Set<number>()
  let after: string | undefined
  do {
    const part = await viewHandOver(ctx, { appointmentId, text, after })
    found.push(part.candidates.map(({ id }) => id))
    said.add(part.found)
    after = part.next
  } while (after !== undefined && found.length < 10)
  return { found, said: [...said] }
}

it('an office may be handed to everybody who fits it, part by part, and the number that is told is theirs', async () => {
  const seat = network.tree.constituency(0, 0)
  const wing = network.wings.youth
  const leader = await network.holder(network.tree.district(0), wing)
  const holder = await network.person({ place: network.tree.booth(0, 0, 0), wing, state: 'vouched' })
  const appointmentId = await network.appoint(holder, { role: 'booth_lead', place: seat, wing })
  const fitting: MadeUpPerson[] = []
  for (let n = 0; n < 45; n++) {
    const name = `Hand ${'abcdeghijklmnop'[n % 15]}${'aeiou'[Math.floor(n / 15)]}n`
    fitting.push(await network.person({ place: network.tree.booth(0, 0, n % 3), wing, state: n % 2 ? 'vouched' : 'active', name, nameLatin: name })) // prettier-ignore
  }
  // Nobody of another wing, of another constituency, not vouched for, and not whoever holds it.
  await network.person({ place: network.tree.booth(0, 0, 0), wing: network.wings.women, state: 'vouched' })
  await network.person({ place: network.tree.booth(0, 1, 0), wing, state: 'vouched' })
  await network.person({ place: network.tree.booth(0, 0, 0), wing, state: 'placed' })
  const ctx = house.as(leader)
  const { found, said } = await parts(ctx, appointmentId)
  expect(found.map(({ length }) => length)).toEqual([20, 20, 5])
  expect(new Set(found.flat())).toEqual(new Set(fitting.map(({ id }) => id)))
  expect(said).toEqual([45])

  // A name is looked for, in either script; what is no cursor of ours begins at the beginning.
  const searched = await parts(ctx, appointmentId, 'Hand pun')
  expect(searched.said[0]).toBe(searched.found.flat().length)
  expect(searched.said[0]).toBeLessThan(45)
  const named = fitting.find(({ name }) => name === 'Hand pin')!
  expect((await parts(ctx, appointmentId, 'Hand pin')).found[0]![0]).toBe(named.id)
  const odd = await viewHandOver(ctx, { appointmentId, after: 'no cursor' })
  expect(odd.candidates.map(({ id }) => id)).toEqual(found[0])
})

it('whoever hands it over is not among those who could take it', async () => {
  const seat = network.tree.constituency(1, 0)
  const wing = network.wings.youth
  const leader = await network.person({ place: network.tree.booth(1, 0, 0), wing, state: 'vouched' })
  await network.appoint(leader, { role: 'coordinator', place: network.tree.district(1), wing })
  const holder = await network.person({ place: network.tree.booth(1, 0, 1), wing, state: 'vouched' })
  const appointmentId = await network.appoint(holder, { role: 'booth_lead', place: seat, wing })
  const view = await viewHandOver(house.as(await network.actor(leader)), { appointmentId })
  expect([view.candidates, view.found, view.next]).toEqual([[], 0, undefined])
})
