import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { approvedPiece, type ApprovedPiece } from '#modules/studio/server/index.ts'
import { faultOfWords } from '../domain/aims.ts'
import { fieldsOf, type Campaign } from '../domain/campaign.ts'
import { saveKitSchema, type Caption, type Kit, type KitSource, type SaveKit } from '../domain/kit.ts'
import { replaceCaptions } from './captionStore.ts'
import { insertKit, lockKit, updateKit } from './kitStore.ts'
import { mayMake } from './policy.ts'
import { askForKit } from './renditions.ts'
import { campaignOf } from './viewCampaign.ts'

/**
 * Makes a kit of a piece that two people approved, or changes a draft as it was seen. It binds the bytes that stand approved now; what is drawn of
 * them is asked for at once.
 * @throws Refusal badInput for a piece that is not approved, a fact without a source, and words that collect or aim (rules 2 and 11); forbidden;
 * changedMeanwhile once it was let go or changed
 */
export async function saveKit(ctx: Context, input: SaveKit): Promise<{ kitId: string }> {
  const { command, ...said } = parse(saveKitSchema, input)
  const captions = [...said.captionsHi, ...said.captionsEn]
  refuseAims(said.promptHi, said.promptEn, captions)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'campaigns.saveKit', input: said }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const campaign = await campaignOf(tx, said.campaignId)
      authorise(mayMake(ctx.actor, campaign))
      const before = said.kitId === undefined ? undefined : await draftOf(tx, said.kitId, campaign, said.basedOn)
      const piece = await fittingPiece(tx, said.pieceId, campaign)
      const kit = {
        id: before?.id ?? uuidv7(ctx.now),
        campaignId: campaign.id,
        pieceId: piece.pieceId,
        pieceHash: piece.hash,
        titleHi: piece.titleHi,
        titleEn: piece.titleEn,
        promptHi: said.promptHi,
        promptEn: said.promptEn,
        synthetic: piece.synthetic,
        sources: sourcesIn(piece),
        madeBy: personId,
      }
      await (before ? updateKit(tx, kit) : insertKit(tx, kit))
      await replaceCaptions(tx, kit.id, captions, said.most)
      await askForKit(tx, piece.pieceId)
      record(tx, 'campaigns.saveKit', `kit:${kit.id}`, { ...kit, captions, before: before?.version ?? null })
      return { kitId: kit.id }
    }),
  )
} // prettier-ignore

/** Captions and the prompt are words in many mouths: the rules hold for them as for the brief. */
function refuseAims(promptHi: string, promptEn: string, captions: readonly Caption[]): void {
  const fields: Record<string, string> = {}
  const judge = (field: string, words: string) => {
    const fault = faultOfWords(words)
    if (fault) fields[field] ??= fault
  }
  judge('promptHi', promptHi)
  judge('promptEn', promptEn)
  for (const { language, words } of captions) judge(language === 'hi' ? 'captionsHi' : 'captionsEn', words)
  if (Object.keys(fields).length > 0) throw new Refusal('badInput', { fields })
}

async function draftOf(
  tx: Transaction,
  kitId: string,
  campaign: Campaign,
  basedOn: number | undefined,
): Promise<Kit> {
  const kit = await lockKit(tx, kitId)
  if (!kit || kit.campaignId !== campaign.id) throw new Refusal('notFound', { reason: 'campaigns_kit_unknown' })
  if (kit.state !== 'draft') throw new Refusal('changedMeanwhile', { reason: 'campaigns_kit_let_go' })
  if (kit.version !== basedOn) throw new Refusal('changedMeanwhile', { reason: 'campaigns_changed' })
  return kit
} // prettier-ignore

const sourcesIn = ({ document }: ApprovedPiece): readonly KitSource[] =>
  Object.values(document.sources).map(({ title, titleEn, address, seenOn }) => ({
    title,
    ...(titleEn && { titleEn }),
    address,
    readOn: seenOn,
  }))

/** Two people signed these bytes, for this part of the tree and these wings or what holds them; a piece of the other kind would say something else than the brief. */
async function fittingPiece(tx: Transaction, pieceId: string, campaign: Campaign): Promise<ApprovedPiece> {
  const piece = await approvedPiece(tx, pieceId)
  if (!piece) throw new Refusal('badInput', { fields: { pieceId: 'campaigns_piece_not_approved' } })
  if (piece.kind !== campaign.kind) throw new Refusal('badInput', { fields: { pieceId: 'campaigns_piece_other_kind' } })
  if (!(await approvedPiece(tx, pieceId, fieldsOf(campaign)))) throw new Refusal('badInput', { fields: { pieceId: 'campaigns_piece_elsewhere' } })
  // Rule 5, beside the studio's gate: what answers a claim shows what it rests on, in the piece itself.
  if (piece.kind === 'answer' && !sourcesIn(piece).some(({ address }) => address !== ''))
    throw new Refusal('badInput', { fields: { pieceId: 'campaigns_piece_needs_sources' } })
  return piece
} // prettier-ignore
