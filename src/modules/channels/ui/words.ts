import { m } from '#paraglide/messages.js'
import type { Form, Platform } from '../domain/platform.ts'
import type { TargetState, WithdrawnHow } from '../domain/target.ts'

/** Words of the room's own choices; functions, because the language is the visitor's. */
export const platformWords: Record<Platform, () => string> = {
  youtube: m.channels_p_youtube,
  facebook: m.channels_p_facebook,
  instagram: m.channels_p_instagram,
  x: m.channels_p_x,
  telegram: m.channels_p_telegram,
  website: m.channels_p_website,
}
export const stateWords: Record<TargetState, () => string> = {
  queued: m.channels_s_queued,
  held: m.channels_s_held,
  sending: m.channels_s_sending,
  sent: m.channels_s_sent,
  verified_live: m.channels_s_verified_live,
  failed: m.channels_s_failed,
  ambiguous: m.channels_s_ambiguous,
  withdrawn: m.channels_s_withdrawn,
}
/** What was done with a platform, by the name it has in the log. */
export const stepWords: Readonly<Record<string, () => string>> = {
  prepare: m.channels_lg_s_prepare,
  'begin upload': m.channels_lg_s_begin_upload,
  'resume upload': m.channels_lg_s_resume_upload,
  upload: m.channels_lg_s_upload,
  'finish upload': m.channels_lg_s_finish_upload,
  container: m.channels_lg_s_container,
  processing: m.channels_lg_s_processing,
  publish: m.channels_lg_s_publish,
  read: m.channels_lg_s_read,
  look: m.channels_lg_s_look,
  withdraw: m.channels_lg_s_withdraw,
  person: m.channels_lg_s_person,
}
export const stateTones: Record<TargetState, 'accent' | 'neutral' | 'ok' | 'warn' | 'bad'> = {
  queued: 'accent',
  held: 'warn',
  sending: 'accent',
  sent: 'accent',
  verified_live: 'ok',
  failed: 'bad',
  ambiguous: 'bad',
  withdrawn: 'neutral',
}
export const formWords: Record<Form, () => string> = {
  story: m.channels_f_story,
  page: m.channels_f_page,
  video_short: m.channels_f_video_short,
  video_wide: m.channels_f_video_wide,
  picture_square: m.channels_f_picture_square,
  picture_portrait: m.channels_f_picture_portrait,
  picture_story: m.channels_f_picture_story,
  carousel: m.channels_f_carousel,
  audio: m.channels_f_audio,
  message: m.channels_f_message,
}
export const languageWords: Record<'hi' | 'en', () => string> = { hi: m.channels_l_hi, en: m.channels_l_en }
export const withdrawnWords: Record<WithdrawnHow, () => string> = {
  unsent: m.channels_t_w_unsent,
  deleted: m.channels_t_w_deleted,
  edited: m.channels_t_w_edited,
  by_hand: m.channels_t_w_by_hand,
}
