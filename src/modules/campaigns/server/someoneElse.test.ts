/** Who may: every role at every level, in every wing and in one, tries every verb of the room on a campaign of one district's youth wing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import type { Role } from '#platform/access/scope.ts'
import type { Context } from '#platform/context.ts'
import { arrangeCampaign, brief } from '#tests/builders/campaigns.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { countAudience } from './audience.ts'
import { saveCampaign } from './saveCampaign.ts'
import { viewCalendar } from './viewCalendar.ts'
import { listCampaigns, requireMaking, viewCampaign } from './viewCampaign.ts'

const ROLES: readonly Role[] = ['volunteer', 'booth_lead', 'coordinator', 'trainer', 'creator', 'reviewer', 'researcher', 'editor', 'auditor', 'admin'] // prettier-ignore

interface Standing {
  readonly role: Role
  readonly where: string
  readonly wing: number | null
}
let house: TestPlatform
let network: Network
let head: Context
let actors: readonly (Standing & { readonly actor: PersonActor })[]
let campaignId: string

beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const { tree, wings } = network
  head = house.as(await network.holder(tree.state, null))
  campaignId = await arrangeCampaign(head, tree.district(0).id, { wings: [wings.youth] })
  const all: (typeof actors)[number][] = []
  for (const role of ROLES)
    for (const [where, place] of [
      ['state', tree.state],
      ['district', tree.district(0)],
      ['other district', tree.district(1)],
      ['constituency', tree.constituency(0, 0)],
    ] as const)
      for (const wing of [null, wings.youth, wings.women])
        all.push({ role, where, wing, actor: await network.holder(place, wing, role) })
  actors = all
})
afterAll(() => house.close())

/** Whether a standing holds all of the district's youth wing. */
const holdsAll = ({ where, wing }: Standing) =>
  ['state', 'district'].includes(where) && (wing === null || wing === network.wings.youth)
const leads = ({ role }: Standing) => role === 'coordinator' || role === 'admin'
const reads = ({ role }: Standing) =>
  ['booth_lead', 'coordinator', 'creator', 'reviewer', 'auditor', 'admin'].includes(role)

type Act = (ctx: Context) => Promise<unknown>
const asked = () => ({ wings: [network.wings.youth], languages: ['hi' as const] })
const VERBS: Record<string, readonly [may: (who: Standing) => boolean, act: Act]> = {
  saveCampaign: [
    (who) => leads(who) && holdsAll(who),
    (ctx) => saveCampaign(ctx, brief(network.tree.district(0).id, asked())),
  ],
  'saveCampaign, another’s': [
    (who) => leads(who) && holdsAll(who),
    async (ctx) => {
      const { campaign } = await viewCampaign(head, campaignId, [])
      return saveCampaign(ctx, brief(network.tree.district(0).id, { ...asked(), campaignId, basedOn: campaign.version }))
    },
  ],
  countAudience: [
    (who) => leads(who) && holdsAll(who),
    (ctx) => countAudience(ctx, { placeId: network.tree.district(0).id, ...asked() }, []),
  ],
  listCampaigns: [reads, listCampaigns],
  viewCampaign: [reads, (ctx) => viewCampaign(ctx, campaignId, [])],
  viewCalendar: [reads, (ctx) => viewCalendar(ctx, {})],
  requireMaking: [leads, requireMaking],
} // prettier-ignore

describe('whoever may does it, everybody else is refused', () => {
  it.each(Object.keys(VERBS))('%s', async (name) => {
    const [may, act] = VERBS[name]!
    for (const who of actors) {
      const { role, where, wing, actor } = who
      expect([role, where, wing, await outcomeOf(() => act(house.as(actor)))]).toEqual([role, where, wing, may(who) ? 'did' : 'refused']) // prettier-ignore
    }
    expect(await outcomeOf(() => act(house.as(NOBODY)))).toBe('refused')
  })

  it('its numbers show to whoever sees all the people it asks, and to nobody else', async () => {
    for (const who of actors.filter(reads)) {
      const { reach } = await viewCampaign(house.as(who.actor), campaignId, [])
      const sees = ['coordinator', 'admin', 'auditor'].includes(who.role) && holdsAll(who)
      expect([who.role, who.where, who.wing, reach !== null]).toEqual([who.role, who.where, who.wing, sees])
    }
  })
})
