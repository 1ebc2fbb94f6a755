/** Who may: every role at every level, in every wing and in one, tries every verb of the room on a campaign of one district's youth wing. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOBODY, type PersonActor } from '#platform/access/actor.ts'
import type { Role } from '#platform/access/scope.ts'
import type { Context } from '#platform/context.ts'
import { arrangeCampaign, brief } from '#tests/builders/campaigns.ts'
import { arrangeNetwork, type Network } from '#tests/builders/network.ts'
import { outcomeOf } from '#tests/builders/outcome.ts'
import { testPlatform, type TestPlatform } from '#tests/database/testPlatform.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { arrangeApprovedPiece, arrangeKit, kitOf } from '#tests/builders/kits.ts'
import { countAudience } from './audience.ts'
import { openFileOfKit } from './openFileOfKit.ts'
import { mayRelease } from './policy.ts'
import { recallKit, takeBackKit } from './recallKit.ts'
import { recalledPieces } from './recalledPieces.ts'
import { releaseKit } from './releaseKit.ts'
import { saveKit } from './saveKit.ts'
import { saveCampaign } from './saveCampaign.ts'
import { viewCalendar } from './viewCalendar.ts'
import { listKits, piecesFor, viewKit, viewRecallLog } from './viewKit.ts'
import { viewNumbers } from './viewNumbers.ts'
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
let pieceId: string

beforeAll(async () => {
  house = await testPlatform()
  network = await arrangeNetwork(house)
  const { tree, wings } = network
  head = house.as(await network.holder(tree.state, null))
  campaignId = await arrangeCampaign(head, tree.district(0).id, {
    wings: [wings.youth],
    endsOn: '2027-03-01',
  })
  await network.person({ place: tree.booth(0, 0, 0), wing: wings.youth })
  ;({ pieceId } = await arrangeApprovedPiece(house, network, tree.district(0)))
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

it('whoever may let a kit go is whoever the database says led all of it, for what comes out while no worker runs', async () => {
  const { tree, wings } = network
  const fields = [
    { place: tree.state, wings: [] },
    { place: tree.district(0), wings: [] },
    { place: tree.district(0), wings: [wings.youth] },
    { place: tree.constituency(0, 0), wings: [wings.youth, wings.women] },
    { place: tree.booth(1, 0, 0), wings: [wings.women] },
  ]
  for (const field of fields) {
    const { rows } = await sql<{ led: boolean }>`
      select people.led_all(who, ${field.place.id}, ${field.wings}::smallint[], ${house.clock.now()}) as led
      from unnest(${actors.map(({ actor }) => actor.personId)}::uuid[]) with ordinality as asked(who, nth) order by nth`.execute(house.owner.db)
    const { lft: placeLft, rgt: placeRgt } = field.place
    expect(rows.map(({ led }) => led)).toEqual(
      actors.map(({ actor }) => mayRelease(actor, { placeLft, placeRgt, wings: field.wings }, null).allowed),
    )
  }
}) // prettier-ignore

/** Whether a standing holds all of the district's youth wing. */
const holdsAll = ({ where, wing }: Standing) =>
  ['state', 'district'].includes(where) && (wing === null || wing === network.wings.youth)
const leads = ({ role }: Standing) => role === 'coordinator' || role === 'admin'
const reads = ({ role }: Standing) =>
  ['booth_lead', 'coordinator', 'creator', 'reviewer', 'auditor', 'admin'].includes(role)

const seesAll = (who: Standing) => ['coordinator', 'admin', 'auditor'].includes(who.role) && holdsAll(who)
const aDraft = () => arrangeKit(head, campaignId, pieceId)
/** Let go by another than the one who wrote it. */
async function released(release?: { day: string; time: string }): Promise<string> {
  const kitId = await aDraft()
  const other = house.as(await otherHead())
  await releaseKit(other, { command: uuidv7(), kitId, basedOn: 1, release }, [])
  return kitId
}
let second: Promise<PersonActor> | undefined
const otherHead = () => (second ??= network.holder(network.tree.state, null))
let shownKit: Promise<string> | undefined
const oneKit = () => (shownKit ??= released())

const ready = new Map<string, Promise<string>>()
/** With a kit that stands as it must: whoever is refused leaves it to the next. */
async function withKit(make: () => Promise<string>, act: (kitId: string) => Promise<unknown>): Promise<void> {
  const kit = ready.get(make.name) ?? make()
  ready.set(make.name, kit)
  await act(await kit)
  ready.delete(make.name)
}
const scheduled = () => released({ day: '2026-12-01', time: '09:00' })
const out = () => released()

const unlessNoFile = (thrown: { reason?: string }): void => {
  if (thrown.reason !== 'campaigns_kit_unknown') throw thrown
}
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
  piecesFor: [(who) => leads(who) && holdsAll(who), (ctx) => piecesFor(ctx, campaignId)],
  saveKit: [(who) => leads(who) && holdsAll(who), (ctx) => saveKit(ctx, kitOf(campaignId, pieceId))],
  releaseKit: [
    (who) => leads(who) && holdsAll(who),
    (ctx) => withKit(aDraft, (kitId) => releaseKit(ctx, { command: uuidv7(), kitId, basedOn: 1 }, [])),
  ],
  recallKit: [
    (who) => leads(who) && holdsAll(who),
    (ctx) => withKit(out, (kitId) => recallKit(ctx, { command: uuidv7(), kitId, why: 'ग़लत था' })),
  ],
  takeBackKit: [
    (who) => leads(who) && holdsAll(who),
    (ctx) => withKit(scheduled, (kitId) => takeBackKit(ctx, { command: uuidv7(), kitId })),
  ],
  listKits: [reads, (ctx) => listKits(ctx, campaignId)],
  recalledPieces: [reads, (ctx) => recalledPieces(ctx, [])],
  viewKit: [reads, async (ctx) => viewKit(ctx, await oneKit(), [])],
  // What was drawn of this stage's pieces has no bytes: whoever may is told that there is no file.
  openFileOfKit: [
    reads,
    async (ctx) => openFileOfKit(ctx, { kitId: await oneKit(), renditionId: uuidv7() }).catch(unlessNoFile),
  ],
  viewNumbers: [seesAll, async (ctx) => viewNumbers(ctx, await oneKit())],
  viewRecallLog: [seesAll, async (ctx) => viewRecallLog(ctx, await oneKit())],
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
