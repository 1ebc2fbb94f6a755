import type { Both } from '#engines/scenes/index.ts'
import { getLocale } from '#paraglide/runtime.js'

/** A name in the reader's language; in the other one where nobody wrote it in hers. */
export const named = ({ hi, en }: Both): string => (getLocale() === 'hi' ? hi || en : en || hi)
