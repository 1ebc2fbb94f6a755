import type { Platform } from '../../domain/platform.ts'
import type { Adapter } from './adapter.ts'
import { facebook } from './facebook.ts'
import { instagram } from './instagram.ts'
import { telegram } from './telegram.ts'
import { website } from './website.ts'
import { x } from './x.ts'
import { youtube } from './youtube.ts'

export const ADAPTERS: Readonly<Record<Platform, Adapter>> = {
  youtube,
  facebook,
  instagram,
  x,
  telegram,
  website,
}
