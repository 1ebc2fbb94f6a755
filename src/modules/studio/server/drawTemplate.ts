import {
  compose,
  PLAIN_KIT,
  scenesOf,
  starter,
  toSvg,
  type Language,
  type PieceKind,
} from '#engines/scenes/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { letters } from '#platform/rendering/letters.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { presentKit } from './brandStore.ts'
import { mayList } from './policy.ts'

/** A scene of a template with its hints as words, to choose by. @param at which scene, from 1 @throws Refusal notSignedIn, forbidden, notFound */
export async function drawTemplate(
  ctx: Context,
  kind: PieceKind,
  language: Language,
  at = 1,
): Promise<string> {
  requirePerson(ctx.actor)
  authorise(mayList(ctx.actor))
  const kit = (await ctx.transaction((tx) => presentKit(tx)))?.kit ?? PLAIN_KIT
  const { document, hints } = starter(kind)
  const scene = scenesOf(document)[at - 1]
  if (!scene) throw new Refusal('notFound', { reason: 'studio_scene_unknown' })
  const blocks = Object.fromEntries(
    Object.entries(scene.blocks).map(([id, block]) => [id, { ...block, ...hints[`${scene.id}/${id}`] }]),
  )
  const worded = { ...scene, blocks }
  return toSvg(
    compose(worded, { document, kit, canvas: 'story', language, letters: letters(), position: null }),
  )
}
