import {
  ampStory,
  filesOf,
  LANGUAGES,
  plainPage,
  type BrandKit,
  type Language,
} from '#engines/scenes/index.ts'
import { record } from '#platform/audit/append.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { getFile } from '#platform/files/files.ts'
import { openStore } from '#platform/files/openStore.ts'
import { currentSettings } from '#platform/settings/currentSettings.ts'
import { approvedPiece } from '../approvedPiece.ts'
import { holdPiece } from '../openPiece.ts'
import { kitOf } from '../brandStore.ts'
import { addressesOf } from './addresses.ts'
import {
  findPublication,
  insertPublication,
  mediaFacts,
  renditionRows,
  savePublicationWithdrawn,
  type Publication,
} from './renditionStore.ts'

/**
 * Makes an approved piece public: its plain page, its web story and their pictures, under an address of their own; what is public already stays as it is. Called by
 * whoever releases it, after her own policy and the release gate.
 * @param hash the bytes that are released
 * @param decidedAt when somebody decided it, where that was earlier: what was withdrawn since then stays withdrawn
 * @throws Refusal changedMeanwhile where other bytes stand approved or none; unavailable while its story is not made yet
 */
export async function publishPiece(
  tx: Transaction,
  {
    pieceId,
    hash,
    decidedAt,
  }: { readonly pieceId: string; readonly hash: string; readonly decidedAt?: Date },
): Promise<void> {
  // Whoever retires it or takes back what it shows finds the page, or this finds no approval.
  await holdPiece(tx, pieceId)
  const piece = await approvedPiece(tx, pieceId)
  if (!piece || piece.hash !== hash)
    throw new Refusal('changedMeanwhile', { reason: 'studio_l_p_not_approved' })
  const before = await findPublication(tx, pieceId)
  const isPublic = before?.hash === hash && before.withdrawnAt === null
  if (isPublic || (decidedAt && before?.withdrawnAt && before.withdrawnAt >= decidedAt)) return
  const renditions = await renditionRows(tx, pieceId, hash)
  const ready = (form: string, language: Language) =>
    renditions.find((one) => one.form === form && one.language === language && one.state === 'ready')
  const pictures = LANGUAGES.flatMap((language) =>
    (['poster', 'mark'] as const).map((form) => [`${form}-${language}`, ready(form, language)] as const),
  )
  if (pictures.some(([, one]) => !one) || LANGUAGES.some((language) => !ready('story', language)))
    throw new Refusal('unavailable', { reason: 'studio_l_p_not_made', retryAfterSeconds: 30 })
  const facts = await mediaFacts(tx, filesOf(piece.document))
  const media = [...facts.values()].map((one) => [
    one.file,
    one.screen && one.kind === 'picture'
      ? { file: one.screen, mediaType: 'image/jpeg' }
      : { file: one.file, mediaType: one.mediaType },
  ])
  const files = Object.fromEntries([
    ...media,
    ...pictures.map(([name, one]) => [name, { file: one!.file!, mediaType: one!.mediaType! }]),
  ])
  await insertPublication(tx, {
    pieceId,
    hash,
    document: piece.document,
    kit: await kitOf(tx, piece.document.brand),
    files,
  })
  record(tx, 'studio.publishPiece', `piece:${pieceId}`, { hash })
}

/**
 * Takes a piece's public page and story away: a dated notice stands there from now on. Called by whoever recalls it.
 * @param hash the bytes that are recalled: a corrected version that is public by now stays
 */
export async function withdrawPiece(
  tx: Transaction,
  { pieceId, hash, why }: { readonly pieceId: string; readonly hash: string; readonly why: string },
): Promise<void> {
  if (await savePublicationWithdrawn(tx, { pieceId, hash, why }))
    record(tx, 'studio.withdrawPiece', `piece:${pieceId}`, { hash, why })
}

/** The same of whatever bytes of a piece are public. */
export async function withdrawPublic(tx: Transaction, pieceId: string, why: string): Promise<void> {
  const standing = await findPublication(tx, pieceId)
  if (standing?.withdrawnAt === null) await withdrawPiece(tx, { pieceId, hash: standing.hash, why })
}

/** What stands at a public piece's address. */
export type PublicPage =
  | { readonly state: 'public'; readonly html: string }
  | { readonly state: 'withdrawn'; readonly on: Date; readonly why: string }

const published = (tx: Transaction, pieceId: string): Promise<Publication> =>
  lookUp(pieceId, (id) => findPublication(tx, id), 'studio_l_p_unknown')

/**
 * A public piece as a plain page or a web story, for anybody.
 * @param origin with which the asker calls the house: a header that anybody can write, so only pictures are asked for there
 * @param via the code of the short link by which she came, handed on to whoever joins from there
 * @throws Refusal notFound until it is released
 */
export async function viewPublicPage(
  ctx: Context,
  {
    pieceId,
    form,
    language,
    origin,
    via,
  }: {
    readonly pieceId: string
    readonly form: 'page' | 'story'
    readonly language: Language
    readonly origin: string
    readonly via?: string | undefined
  },
): Promise<PublicPage> {
  const found = await ctx.transaction((tx) => published(tx, pieceId))
  if (found.withdrawnAt) return { state: 'withdrawn', on: found.withdrawnAt, why: found.withdrawnWhy! }
  const { document, kit, publishedAt } = found
  const order = {
    document,
    kit: await signedKit(ctx, kit),
    language,
    addresses: addressesOf(ctx.platform.environment.origin, pieceId, language, via, origin),
    publishedAt: publishedAt.toISOString(),
  }
  return { state: 'public', html: form === 'story' ? ampStory(order) : plainPage(order) }
}

/** Whoever publishes is named on its page also where nobody has chosen a look yet. */
async function signedKit({ platform }: Context, kit: BrandKit): Promise<BrandKit> {
  const settings = await currentSettings(platform)
  const name = { hi: kit.name.hi || (settings?.nameHi ?? ''), en: kit.name.en || (settings?.nameEn ?? '') }
  return { ...kit, name }
}

/** A picture or clip of a public piece, by the name its pages use. @throws Refusal notFound, also once it is withdrawn */
export async function openPublicFile(ctx: Context, pieceId: string, name: string) {
  return ctx.transaction(async (tx) => {
    const { files, withdrawnAt } = await published(tx, pieceId)
    const named = withdrawnAt === null && Object.hasOwn(files, name) ? files[name] : undefined
    if (!named) throw new Refusal('notFound', { reason: 'studio_l_p_unknown' })
    const { bytes, stream } = await getFile(tx, await openStore(ctx.platform.environment), named.file)
    return { bytes, stream, mediaType: named.mediaType }
  })
}
