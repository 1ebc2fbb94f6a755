import type { Media } from '#engines/scenes/index.ts'

/** Where a still picture of a scene's medium lies: the picture itself, or a frame of the clip. */
export const stillOf = ({ kind, file }: Pick<Media, 'kind' | 'file'>): string =>
  kind === 'clip' ? `/studio/media/stills/${file}` : `/studio/media/files/${file}`
