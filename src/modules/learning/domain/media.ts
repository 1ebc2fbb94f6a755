/** What a trainer may bring into a lesson. */
export type MediaKind = 'picture' | 'audio' | 'video'

const MB = 1024 * 1024
/** Bytes of what is brought. A picture is drawn anew and much smaller; sound and film are kept as they come. */
export const UPLOAD_LIMITS: Readonly<Record<MediaKind, number>> = {
  picture: 10 * MB,
  audio: 3 * MB,
  video: 10 * MB,
}
/** For file fields' `accept`. */
export const UPLOAD_TYPES: Readonly<Record<MediaKind, string>> = {
  picture: 'image/jpeg,image/png,image/webp',
  audio: 'audio/mpeg,audio/ogg',
  video: 'video/mp4',
}
