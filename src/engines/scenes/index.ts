export { brandKit, kitHash, PLAIN_KIT, type BrandKit } from './brandKit.ts'
export { canonicalBytes, contentHash, type Value } from './canonical.ts'
export {
  blocksOf,
  filesOf,
  FORMAT,
  isSynthetic,
  LAYOUTS,
  LONGEST_MS,
  MOST,
  PIECE_KINDS,
  ROLES,
  sceneDocument,
  scenesOf,
  showsSynthetic,
  soundsSynthetic,
  type Credit,
  type LayoutName,
  type Media,
  type Narration,
  type Person,
  type PieceKind,
  type Role,
  type Scene,
  type SceneDocument,
  type Source,
  type Synthetic,
  type TextBlock,
  type WithId,
} from './document.ts'
export {
  applyEdit,
  edit,
  insist,
  inverse,
  joined,
  mergeEdits,
  valueAt,
  type Applied,
  type Conflict,
  type Edit,
  type Merged,
} from './edits.ts'
export { act, NO_HISTORY, redo, undo, type History, type Step } from './history.ts'
export { orderBetween } from './order.ts'
export { starter, type Starter } from './starters.ts'
export { LANGUAGES, tidyText, type Both, type Language } from './words.ts'
