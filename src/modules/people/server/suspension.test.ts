/** What one level has decided no level below undoes, neither on the record nor by leaving and coming again. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { declinePerson } from './declinePerson.ts'
import { eraseMe } from './leave.ts'
import { reinstatePerson } from './reinstatePerson.ts'
import { suspendPerson } from './suspendPerson.ts'
import { viewPerson } from './viewPerson.ts'
import { vouchForPerson } from './vouchForPerson.ts'

let house: TestPlatform
let network: Network
beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
})
afterAll(() => house.close())

const youth = 1
const command = () => uuidv7()
const person = (state: 'placed' | 'vouched', wishes: object = {}) =>
  network.person({ place: network.tree.booth(0, 0, 0), wing: youth, state, ...wishes })
/** The same hand's next request, at the clock's new time. */
const later = (ctx: Context) => house.as(ctx.actor)
const ladder = async () => ({
  seat: house.as(await network.holder(network.tree.constituency(0, 0), youth)),
  district: house.as(await network.holder(network.tree.district(0), youth)),
  state: house.as(await network.holder(network.tree.state, youth)),
  admin: house.as(await network.holder(network.tree.state, null, 'admin')),
})
const suspend = (personId: string) => ({ command: command(), personId, reason: 'harassment' as const })
const back = (personId: string) => ({ command: command(), personId, reason: 'settled' as const })

it('who was suspended or declined is taken back by the level that decided, or above, and the page offers no more', async () => {
  const { seat, district, state, admin } = await ladder()
  const above = { id: 'forbidden', reason: 'people_c_decided_above' }
  const byAdmin = await person('vouched')
  await suspendPerson(admin, suspend(byAdmin.id))
  for (const below of [seat, district, state]) {
    await expect(reinstatePerson(below, back(byAdmin.id))).rejects.toMatchObject(above)
    expect((await viewPerson(below, byAdmin.id)).may.reinstate).toBe(false)
  }
  expect((await viewPerson(admin, byAdmin.id)).may.reinstate).toBe(true)
  await reinstatePerson(admin, back(byAdmin.id))

  const byDistrict = await person('placed')
  await declinePerson(district, { command: command(), personId: byDistrict.id, reason: 'not_real' })
  await expect(reinstatePerson(seat, back(byDistrict.id))).rejects.toMatchObject(above)
  await reinstatePerson(state, back(byDistrict.id))

  // The newest decision counts: put aside below, she is taken back below.
  house.clock.moveTo(new Date(house.clock.now().getTime() + 60_000))
  await suspendPerson(later(seat), suspend(byDistrict.id))
  await reinstatePerson(later(seat), back(byDistrict.id))
})

it('leaving, being erased and coming again under the same name and phone does not wipe a suspension out', async () => {
  const { seat, district, admin } = await ladder()
  const old = await person('vouched', { name: 'गीता देवी' })
  await suspendPerson(district, suspend(old.id))
  await eraseMe(house.as(await network.actor(old)), { command: command() })
  const again = await person('placed', { name: 'Geeta Devi', phone: old.phone })
  const vouch = { command: command(), personId: again.id }
  const refused = { id: 'forbidden', reason: 'people_c_suspended_before' }
  await expect(vouchForPerson(seat, vouch)).rejects.toMatchObject(refused)
  const seen = await viewPerson(seat, again.id)
  expect(seen.may.vouch).toBe(false)
  expect(seen.suspendedBefore).toEqual({ level: 'district', at: house.clock.now() })
  // Somebody else of the household, and somebody of that name with another phone, are not she.
  for (const wishes of [{ name: 'मोहन लाल', phone: old.phone }, { name: 'गीता देवी' }]) {
    const other = await person('placed', wishes)
    expect((await viewPerson(seat, other.id)).suspendedBefore).toBeUndefined()
    await vouchForPerson(seat, { command: command(), personId: other.id })
  }
  await vouchForPerson(district, { ...vouch, command: command() })
  expect((await viewPerson(admin, again.id)).person.state).toBe('vouched')
})

it('a suspension that was lifted leaves no trace behind', async () => {
  const { seat, district } = await ladder()
  const old = await person('vouched')
  await suspendPerson(district, suspend(old.id))
  await reinstatePerson(district, back(old.id))
  await eraseMe(house.as(await network.actor(old)), { command: command() })
  const again = await person('placed', { name: old.name, phone: old.phone })
  await vouchForPerson(seat, { command: command(), personId: again.id })
})
