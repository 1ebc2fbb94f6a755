import { z } from 'zod'
import { putNotes } from '#modules/outreach/server/index.ts'
import { record } from '#platform/audit/append.ts'
import type { Reaction } from '#platform/outbox/deliver.ts'
import type { Transaction } from '#platform/context.ts'
import { hadKit } from './copyStore.ts'
import { holdUnlawful } from './holdUnlawful.ts'
import { findKit, holdKitsOf } from './kitStore.ts'
import { noteOf } from './notes.ts'
import { forgetSharing } from './ownStore.ts'
import { tellMovedAway } from './tellMovedAway.ts'

const somebody = z.object({ personId: z.guid() })
const pieceEvent = z.object({ pieceId: z.guid(), hash: z.string().optional() })
const restructured = z.object({ restructureId: z.guid() })
const kitEvent = z.object({ kitId: z.guid() })

/** Whoever leaves takes along what she fetched, was offered and shared; that an idea was offered so often stays counted. */
const forgetWhenLeft: Reaction = {
  name: 'campaigns.forgetWhenLeft',
  event: 'people.left',
  async react(tx, event) {
    const heard = somebody.safeParse(event.payload)
    if (!heard.success) return
    const rows = await forgetSharing(tx, heard.data.personId)
    record(tx, 'campaigns.forget', `person:${heard.data.personId}`, { rows })
  },
}

async function holdAndTell(
  tx: Transaction,
  piece: { readonly pieceId: string; readonly hash?: string | undefined; readonly at: Date },
  why: 'approval_voided' | 'piece_retired',
): Promise<void> {
  const { held, out } = await holdKitsOf(tx, piece, why)
  if (held.length + out.length === 0) return
  const told = await putNotes(tx, [
    ...held.flatMap((kit) => (kit.tell ? [noteOf(kit.tell, 'held', kit)] : [])),
    ...out.flatMap((kit) => (kit.tell ? [noteOf(kit.tell, 'piece_changed', kit)] : [])),
  ])
  record(tx, 'campaigns.holdKits', `piece:${piece.pieceId}`, {
    why,
    held: held.length,
    out: out.length,
    told,
  })
}

/** A scheduled kit whose bytes are approved no more waits, and whoever scheduled it learns so. */
const holdWhenVoided: Reaction = {
  name: 'campaigns.holdWhenVoided',
  event: 'studio.approvalVoided',
  async react(tx, event) {
    const heard = pieceEvent.safeParse(event.payload)
    if (heard.success) await holdAndTell(tx, { ...heard.data, at: event.at }, 'approval_voided')
  },
}
const holdWhenRetired: Reaction = {
  name: 'campaigns.holdWhenRetired',
  event: 'studio.pieceRetired',
  async react(tx, event) {
    const heard = pieceEvent.safeParse(event.payload)
    if (heard.success) await holdAndTell(tx, { pieceId: heard.data.pieceId, at: event.at }, 'piece_retired')
  },
}

/** Whatever may take an office from whoever released a kit, or make two hands one: what has not come out is judged anew. */
const OFFICES = ['people.appointmentEnded', 'people.suspended', 'people.left', 'people.merged', 'people.mergeUndone', 'places.restructured'] // prettier-ignore
const holdWhenOfficeEnds = OFFICES.map((event): Reaction => ({
  name: `campaigns.holdUnlawful.${event}`,
  event,
  react: async (tx, { at }) => void (await holdUnlawful(tx, at)),
}))

/** After `holdUnlawful`: what of the kits that are out a restructure took from whom. */
const tellWhenRestructured: Reaction = {
  name: 'campaigns.tellMovedAway',
  event: 'places.restructured',
  async react(tx, event) {
    const heard = restructured.safeParse(event.payload)
    if (heard.success) await tellMovedAway(tx, heard.data.restructureId)
  },
}

/** A recall reaches exactly those whose phones had it, with the reason (docs/integrity.md, rule 7). */
const tellRecalled: Reaction = {
  name: 'campaigns.tellRecalled',
  event: 'campaigns.kitRecalled',
  async react(tx, event) {
    const heard = kitEvent.safeParse(event.payload)
    const kit = heard.success ? await findKit(tx, heard.data.kitId) : undefined
    if (kit?.state !== 'recalled') return
    const had = await hadKit(tx, kit.id)
    const told = await putNotes(
      tx,
      had.map((personId) => noteOf(personId, 'recalled', kit, kit.recalledWhy ?? '')),
    )
    record(tx, 'campaigns.tellRecalled', `kit:${kit.id}`, { had: had.length, told })
  },
}

export const campaignReactions: readonly Reaction[] = [
  forgetWhenLeft,
  holdWhenVoided,
  holdWhenRetired,
  ...holdWhenOfficeEnds,
  tellWhenRestructured,
  tellRecalled,
]
