import { kitHash, PLAIN_KIT, type BrandKit } from '#engines/scenes/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { keepBrandSchema, type KeepBrand } from '../domain/brand.ts'
import { choosePresentKit, presentKit } from './brandStore.ts'
import { sha256 } from './contentHash.ts'
import { mayKeepBrand, mayList } from './policy.ts'

/**
 * Chooses how the organisation looks from now on. Pieces that name the look before keep it until somebody edits them: what was approved never
 * changes its colours by itself.
 * @throws Refusal forbidden, badInput
 */
export async function keepBrand(ctx: Context, input: KeepBrand): Promise<{ hash: string }> {
  const { command, ...kit } = parse(keepBrandSchema, input)
  const { personId } = requirePerson(ctx.actor)
  authorise(mayKeepBrand(ctx.actor))
  const hash = kitHash(kit, sha256)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.keepBrand', input: { hash } }, async () => {
      await choosePresentKit(tx, { hash, kit }, personId)
      record(tx, 'studio.keepBrand', `brand:${hash}`, { hash })
      return { hash }
    }),
  )
}

/** The present look, the house's plain one while none was chosen. @throws Refusal forbidden */
export async function viewBrand(
  ctx: Context,
): Promise<{ readonly kit: BrandKit; readonly isChosen: boolean; readonly mayKeep: boolean }> {
  requirePerson(ctx.actor)
  authorise(mayList(ctx.actor))
  const kept = await ctx.transaction((tx) => presentKit(tx))
  return {
    kit: kept?.kit ?? PLAIN_KIT,
    isChosen: kept !== undefined,
    mayKeep: mayKeepBrand(ctx.actor).allowed,
  }
}
