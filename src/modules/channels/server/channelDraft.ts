import type { Draft } from '../domain/preflight.ts'
import type { KeptTarget } from './targetStore.ts'

/** A kept target as preflight reads it. Its words carry their disclosure already: nothing more comes beneath. */
export const captionDraft = ({
  form,
  title,
  words,
  files,
  isSynthetic,
  language,
}: KeptTarget): Draft & { readonly isWhole: true } => ({
  form,
  title,
  words,
  files,
  synthetic: isSynthetic,
  responsible: '',
  language,
  isWhole: true,
})
