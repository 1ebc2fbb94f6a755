import type { SceneDocument, Synthetic } from '#engines/scenes/index.ts'

/** What the library knows of a file. */
export interface MediaFacts {
  readonly file: string
  readonly synthetic: 'none' | 'made' | 'altered'
  readonly isWithdrawn: boolean
  /** Nobody can be recognised, or everybody who can be was asked and has not withdrawn. */
  readonly isAsked: boolean
  /** Milliseconds of a clip or voice. */
  readonly ms: number | null
  /** A picture of it that a screen shows: of a clip, a frame. */
  readonly screen: string | null
}

/** What stands between a document and the library: ids of words, each once. */
export type LibraryFault =
  | 'studio_l_gate_unknown'
  | 'studio_l_gate_withdrawn'
  | 'studio_l_gate_unasked'
  | 'studio_l_gate_declared_otherwise'
  | 'studio_l_gate_part_beyond'

/**
 * Whether a document says of its media what was said when they were brought: a file that the library does not have, that was taken out of use, whose people were not
 * asked, of which a machine's part is denied, or a clip that is over before its part ends, keeps the piece from approval.
 */
export function libraryFaults(
  document: SceneDocument,
  known: ReadonlyMap<string, MediaFacts>,
): readonly LibraryFault[] {
  const used = Object.values(document.scenes).flatMap(
    ({ media, narration }): { file: string; synthetic: Synthetic; isSeen: boolean; untilMs: number }[] => [
      ...(media
        ? [
            {
              ...{ file: media.file, synthetic: media.synthetic, isSeen: true },
              untilMs: media.part?.untilMs ?? 0,
            },
          ]
        : []),
      ...(['hi', 'en'] as const).flatMap((language) => {
        const { voice } = narration[language]
        return voice ? [{ file: voice.file, synthetic: voice.synthetic, isSeen: false, untilMs: 0 }] : []
      }),
    ],
  )
  const faults = used.flatMap(({ file, synthetic, isSeen, untilMs }): LibraryFault[] => {
    const facts = known.get(file)
    if (!facts) return ['studio_l_gate_unknown']
    return [
      ...(facts.isWithdrawn ? (['studio_l_gate_withdrawn'] as const) : []),
      ...(isSeen && !facts.isAsked ? (['studio_l_gate_unasked'] as const) : []),
      // What is declared more strictly than it was brought is no fault: a cut may have been altered since.
      ...(facts.synthetic !== 'none' && synthetic.kind !== facts.synthetic && synthetic.kind !== 'made'
        ? (['studio_l_gate_declared_otherwise'] as const)
        : []),
      ...(facts.ms !== null && untilMs > facts.ms ? (['studio_l_gate_part_beyond'] as const) : []),
    ]
  })
  return [...new Set(faults)]
}
