import { SHARE, type Edit, type Value } from '#engines/scenes/index.ts'

/** Where a scene's words and picture stand, as percent in a form: the same that hands do on the drawing (arranging.ts), for whoever has no script or wants it exactly. */

/** Percent as one types them, as thousandths; null: empty, as the layout has it; undefined: not a number. */
export function readPercent(typed: string): number | null | undefined {
  const plain = typed
    .trim()
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x966))
    .replace(',', '.')
    .replace(/\s*%$/, '')
  if (plain === '') return null
  return /^\d{1,3}(\.\d)?$/.test(plain) ? Math.round(Number(plain) * 10) : undefined
}
export const inPercent = (thousandths: number | undefined): string =>
  thousandths === undefined ? '' : String(thousandths / 10)

/** Fields of a plain form for the same: percent. */
export const WORDS_AT = 'place.words'
export const SHARE_OF = 'place.share'

/** Reads where things stand from a form. Only what is another than the page showed is an edit. */
export function editsOfPlaces(
  scene: string,
  fields: Readonly<Record<string, string>>,
): { readonly edits: readonly Edit[]; readonly faults: Readonly<Record<string, string>> } {
  const edits: Edit[] = []
  const faults: Record<string, string> = {}
  for (const [name, at, least, most] of [
    [WORDS_AT, ['wordsAt'], 0, 1000],
    [SHARE_OF, ['media', 'share'], SHARE.least, SHARE.most],
  ] as const) {
    if (!(name in fields)) continue
    const now = readPercent(fields[name] ?? '')
    if (now === undefined) faults[name] = 'studio_p_percent'
    else if (now !== null && (now < least || now > most)) faults[name] = 'scenes_place_wrong'
    else {
      const shown = readPercent(fields[`was.${name}`] ?? '') ?? null
      if (now !== shown)
        edits.push({ at: ['scenes', scene, ...at], ...said('was', shown), ...said('now', now) })
    }
  }
  return { edits, faults }
}
const said = (what: 'was' | 'now', value: Value): Partial<Pick<Edit, 'was' | 'now'>> =>
  value === null ? {} : { [what]: value }
