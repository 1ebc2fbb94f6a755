import { mobileNumber } from '#platform/accounts/phone.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { joinWithoutInvitationSchema, type JoinWithoutInvitation } from '../domain/person.ts'
import { enrol, type Joined } from './enrol.ts'
import { wholeState } from './placeOfStore.ts'
import { wings } from './wingStore.ts'

/**
 * Joins through the open door: any booth of the state, the parent body unless a wing is named. Who names no booth stands at the state
 * until she chooses one.
 * @throws Refusal badInput
 */
export async function joinWithoutInvitation(ctx: Context, input: JoinWithoutInvitation): Promise<Joined> {
  const asked = parse(joinWithoutInvitationSchema.extend({ phone: mobileNumber }), input)
  return enrol(ctx, 'people.joinWithoutInvitation', asked, async (tx) => {
    const all = (await wings(tx)).filter(({ retired }) => !retired)
    const wing = asked.wing === undefined ? all[0] : all.find(({ number }) => number === asked.wing)
    if (!wing) throw new Refusal('badInput', { fields: { wing: 'people_wing_unknown' } })
    return { place: await wholeState(tx), wing: wing.number, invitationId: null, pass: async () => {} }
  })
}
