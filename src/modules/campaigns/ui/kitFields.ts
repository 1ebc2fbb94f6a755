import { typedCaptions, type Kit, type OfferedCaption } from '../domain/kit.ts'

/** A kit's draft as its form shows it. */
export const kitFields = ({
  kit,
  captions,
}: {
  readonly kit: Kit
  readonly captions: readonly OfferedCaption[]
}): Record<string, string> => ({
  kitId: kit.id,
  basedOn: String(kit.version),
  pieceId: kit.pieceId,
  promptHi: kit.promptHi,
  promptEn: kit.promptEn,
  captionsHi: typedCaptions(captions, 'hi'),
  captionsEn: typedCaptions(captions, 'en'),
  most: String(captions[0]?.most ?? ''),
})
