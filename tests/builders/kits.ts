import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { saveKit } from '#modules/campaigns/server/saveKit.ts'
import type { SaveKit } from '#modules/campaigns/domain/kit.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import type { SceneDocument } from '#engines/scenes/index.ts'
import type { Network } from './network.ts'
import { approveWithOwnersHand, arrangePiece } from './pieces.ts'
import { samplePiece } from './samplePiece.ts'
import type { Place } from './tree.ts'

/** A piece (an idea, where nothing else is said) that two people approved, with the owner's hand. @returns its id and the hash of its bytes */
export async function arrangeApprovedPiece(
  house: TestPlatform,
  network: Network,
  place: Place,
  document: SceneDocument = { ...samplePiece(), kind: 'idea' },
): Promise<{ readonly pieceId: string; readonly hash: string }> {
  const piece = await arrangePiece(house, { place, document, state: 'in_review' })
  await plantRenditions(house, piece)
  await approveWithOwnersHand(house, network, piece.pieceId, piece.hash)
  return piece
}

/** A picture of 90 kB, a message and a story in each language, as the worker would have made them; nobody reads their bytes here. */
async function plantRenditions(
  house: TestPlatform,
  { pieceId, hash }: { readonly pieceId: string; readonly hash: string },
): Promise<void> {
  const now = house.clock.now()
  await sql`insert into platform.file (sha256, bytes, kind, stored_at) values (decode(${PICTURE}, 'hex'), 90000, 'jpeg', ${now}) on conflict do nothing`.execute(
    house.owner.db,
  )
  await sql`
    insert into studio.rendition (id, piece_id, hash, form, language, state, percent, file, words, bytes, media_type, asked_at, changed_at)
    select gen_random_uuid(), ${pieceId}, decode(${hash}, 'hex'), form, language, 'ready', 100,
      case form when 'message' then null else decode(${PICTURE}, 'hex') end, case form when 'message' then 'एक बात' end, 90000,
      case form when 'message' then 'text/plain' else 'image/jpeg' end, ${now}, ${now}
    from unnest('{picture_square,message,story,poster,mark}'::text[]) as form, unnest('{hi,en}'::text[]) as language`.execute(
    house.owner.db,
  )
}
const PICTURE = 'ab'.repeat(32)

/** A kit as somebody with the right would write it. */
export const kitOf = (campaignId: string, pieceId: string, changes: Partial<SaveKit> = {}): SaveKit => ({
  command: uuidv7(),
  campaignId,
  pieceId,
  promptHi: 'यह आपके गाँव के लिए क्यों मायने रखता है?',
  promptEn: 'Why does this matter in your village?',
  captionsHi: 'मेरे बूथ की बात\nहमारे गाँव की एक सच्ची बात',
  captionsEn: 'A word from my booth',
  ...changes,
})

/** A draft of a kit. @returns its id */
export const arrangeKit = async (
  ctx: Context,
  campaignId: string,
  pieceId: string,
  changes: Partial<SaveKit> = {},
): Promise<string> => (await saveKit(ctx, kitOf(campaignId, pieceId, changes))).kitId
