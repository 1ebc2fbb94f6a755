import type { BrandKit } from '../brandKit.ts'
import { isSynthetic, type SceneDocument } from '../document.ts'
import { escaped } from '../markup.ts'
import type { Language } from '../words.ts'
import { syntheticKind } from './label.ts'
import { say } from './said.ts'

/** IPTC's words for how a picture came about (https://cv.iptc.org/newscodes/digitalsourcetype/). */
const SOURCE_TYPE = {
  made: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
  altered: 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
} as const

/**
 * What a file of a piece with machine-made media says about itself for as long as it is kept whole (IT Rules as amended on 10 February 2026: label and
 * permanent metadata): that a machine made it, and who answers for it. @returns null where no machine took part
 */
export function declarationOf(
  document: SceneDocument,
  kit: BrandKit,
  language: Language,
): { readonly label: string; readonly entity: string; readonly sourceType: string } | null {
  if (!isSynthetic(document)) return null
  const kind = syntheticKind(document)
  return {
    label: say(kind === 'made' ? 'syntheticMade' : 'syntheticAltered', language),
    entity: kit.entity[language],
    sourceType: SOURCE_TYPE[kind],
  }
}

/** The same as an XMP packet, for JPEG, WebP and PNG. */
export const xmpOf = ({ label, entity, sourceType }: NonNullable<ReturnType<typeof declarationOf>>): string =>
  `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="${escaped(sourceType)}"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escaped(label)}</rdf:li></rdf:Alt></dc:description><dc:creator><rdf:Seq><rdf:li>${escaped(entity)}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>`
