export { brandKit, kitHash, PLAIN_KIT, type BrandKit } from './brandKit.ts'
export { canonicalBytes, contentHash, sameValue, type Value } from './canonical.ts'
export {
  blocksOf,
  faceOf,
  filesOf,
  FORMAT,
  isSynthetic,
  LAYOUTS,
  LONGEST_MS,
  isSourceAddress,
  MOST,
  PIECE_KINDS,
  ROLES,
  SHARE,
  sceneDocument,
  scenesOf,
  showsSynthetic,
  soundsSynthetic,
  sourceTitle,
  verdictOver,
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
export {
  FACES,
  type Face,
  type LetterFault,
  type Letters,
  type LetterWeight,
  type ShapedWord,
} from './letters.ts'
export { orderBetween } from './order.ts'
export { starter, type Starter } from './starters.ts'
export { LANGUAGES, tidyText, type Both, type Language } from './words.ts'
export { compose } from './picture/compose.ts'
export { arrangementOf } from './picture/looks.ts'
export type { Surroundings } from './picture/surroundings.ts'
export { CANVASES, type Box, type CanvasName, type Drawing, type PlacedPicture } from './picture/drawing.ts'
export { LABEL_SHARE, labelDrawing, syntheticKind } from './picture/label.ts'
export { toSvg } from './picture/svg.ts'
export { declarationOf, xmpOf } from './picture/metadata.ts'
export { findingsOf, type Finding, type Shortcoming } from './findings.ts'
export { blankDrawing } from './picture/blank.ts'
export { cuesOf, portions, type Cue } from './film/cues.ts'
export {
  FILM_LIMIT_MS,
  filmPlan,
  SPOKEN_LABEL_MS,
  SPOKEN_SHARE,
  type FilmCanvas,
  type FilmPlan,
  type FilmScene,
} from './film/plan.ts'
export { hasSubtitles, SUBTITLE_FONT, toAss, toVtt } from './film/subtitles.ts'
export { markOf } from './picture/mark.ts'
export { ampStory } from './story/ampStory.ts'
export { messageText, youtubeText } from './story/captions.ts'
export type { StoryAddresses, StoryOrder } from './story/pageParts.ts'
export { plainPage, SHARE_SCRIPT } from './story/plainPage.ts'
