import { scenesOf, type SceneDocument } from '#engines/scenes/index.ts'
import { libraryFaults, type LibraryFault, type MediaFacts } from './library/declared.ts'

/** What stands between a piece and the library, and where; null: of the whole piece. */
export interface PlacedFault {
  readonly what: LibraryFault | 'studio_consent_unknown' | 'studio_consent_withdrawn'
  readonly scene: string | null
}
/** What the library knows of files, and of recorded consents whether they still stand. */
export interface LibraryStanding {
  readonly files: ReadonlyMap<string, MediaFacts>
  readonly consents: ReadonlyMap<string, boolean>
}

/** A consent on which a document rests, with whom it shows by that; shown null: the consent of a tribute's family. */
export interface AskedConsent {
  readonly consent: string
  readonly shown: { readonly hi: string; readonly en: string } | null
}
export const restsOn = ({ people, tribute }: SceneDocument): readonly AskedConsent[] =>
  [
    ...Object.values(people).flatMap(({ basis, consent, name }) =>
      basis === 'consent' || basis === 'family' ? [{ consent, shown: name }] : [],
    ),
    { consent: tribute?.consent ?? null, shown: null },
  ].filter((one): one is AskedConsent => one.consent !== null)
const consentsOf = (document: SceneDocument): readonly string[] =>
  restsOn(document).map(({ consent }) => consent)

export const askedConsents = (documents: readonly SceneDocument[]): readonly string[] => [
  ...new Set(documents.flatMap(consentsOf)),
]

/** What the library says against a piece, scene by scene (rules 8 and 9 of docs/integrity.md), beside what the document itself lacks. */
export const placedFaults = (
  document: SceneDocument,
  { files, consents }: LibraryStanding,
): readonly PlacedFault[] => [
  ...scenesOf(document).flatMap(({ id, ...scene }) =>
    libraryFaults({ ...document, scenes: { [id]: scene } }, files).map((what) => ({ what, scene: id })),
  ),
  ...consentsOf(document).flatMap((consent): readonly PlacedFault[] => {
    const stands = consents.get(consent)
    if (stands) return []
    return [
      { what: stands === undefined ? 'studio_consent_unknown' : 'studio_consent_withdrawn', scene: null },
    ]
  }),
]

/** Milliseconds of clips and voices by their files. */
export const lengthsOf = ({ files }: LibraryStanding): Readonly<Record<string, number>> =>
  Object.fromEntries([...files.values()].flatMap(({ file, ms }) => (ms === null ? [] : [[file, ms]])))
