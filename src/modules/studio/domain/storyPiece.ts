import {
  blocksOf,
  mergeEdits,
  scenesOf,
  starter,
  tidyText,
  type Edit,
  type PieceKind,
  type SceneDocument,
} from '#engines/scenes/index.ts'
import { placeMedia, placeVoice, type ChosenFile } from './making.ts'

/** A piece to begin with from what a booth sent: its medium in the first scene, with its credit; its words, for an editor to cut, in the first text that holds sentences. */
export function begunFromStory(kind: PieceKind, medium: ChosenFile, words: string): SceneDocument {
  const { document } = starter(kind)
  const scenes = scenesOf(document)
  const first = scenes[0]!.id
  const room = scenes
    .flatMap((scene) => blocksOf(scene).map(({ id, role }) => ({ scene: scene.id, id, role })))
    .find(({ role }) => role === 'body' || role === 'quote')
  const now = tidyText(words).trim()
  const said: readonly Edit[] =
    room && now !== '' ? [{ at: ['scenes', room.scene, 'blocks', room.id, 'hi'], was: '', now }] : []
  const shown =
    medium.kind === 'voice'
      ? [placeVoice(document, first, 'hi', medium)]
      : placeMedia(document, first, medium)
  return mergeEdits(document, [...shown, ...said]).document
}
