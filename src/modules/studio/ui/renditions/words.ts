import { m } from '#paraglide/messages.js'

export const FORM_WORDS = {
  story: m.studio_l_r_f_story,
  page: m.studio_l_r_f_page,
  video_short: m.studio_l_r_f_video_short,
  video_wide: m.studio_l_r_f_video_wide,
  picture_square: m.studio_l_r_f_picture_square,
  picture_portrait: m.studio_l_r_f_picture_portrait,
  picture_story: m.studio_l_r_f_picture_story,
  carousel: m.studio_l_r_f_carousel,
  audio: m.studio_l_r_f_audio,
  message: m.studio_l_r_f_message,
  youtube: m.studio_l_r_f_youtube,
  subtitles: m.studio_l_r_f_subtitles,
} as const
