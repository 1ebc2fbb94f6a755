import { m } from '#paraglide/messages.js'
import type { BlockKind, Platform } from '../domain/content.ts'
import type { VersionHappening, VersionState } from '../domain/version.ts'

export const platformWords: Readonly<Record<Platform, () => string>> = {
  whatsapp: m.learning_platform_whatsapp,
  youtube: m.learning_platform_youtube,
  facebook: m.learning_platform_facebook,
  instagram: m.learning_platform_instagram,
  x: m.learning_platform_x,
  none: m.learning_platform_none,
}
export const blockWords: Readonly<Record<BlockKind, () => string>> = {
  text: m.learning_d_block_text,
  picture: m.learning_d_block_picture,
  audio: m.learning_d_block_audio,
  video: m.learning_d_block_video,
  question: m.learning_d_block_question,
  task: m.learning_d_block_task,
}
export const stateWords: Readonly<Record<VersionState, () => string>> = {
  draft: m.learning_d_state_draft,
  in_review: m.learning_d_state_in_review,
  released: m.learning_d_state_released,
  retired: m.learning_d_state_retired,
}
export const changeWords: Readonly<Record<VersionHappening | 'begun', () => string>> = {
  begun: m.learning_d_change_begun,
  changed: m.learning_d_change_changed,
  sent: m.learning_d_change_sent,
  sent_back: m.learning_d_change_sent_back,
  released: m.learning_d_change_released,
  retired: m.learning_d_change_retired,
}
