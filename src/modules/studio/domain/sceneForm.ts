import { LANGUAGES, tidyText, valueAt, type Edit, type SceneDocument } from '#engines/scenes/index.ts'

/**
 * A plain form's texts of one scene as edits, for whoever has no script: every field `text.<block>.<language>` stands beside `was.<block>.<language>`,
 * what it showed. Only what was changed is an edit, so two people who fill different fields never meet.
 */
export function editsOfForm(scene: string, fields: Readonly<Record<string, string>>): readonly Edit[] {
  const edits: Edit[] = []
  for (const [name, typed] of Object.entries(fields)) {
    const [kind, ...where] = name.split('.')
    const address = kind === 'text' ? addressOf(scene, where) : undefined
    if (!address) continue
    // A browser sends CR LF for every line break.
    const now = tidyText(typed)
    const was = tidyText(fields[`was.${where.join('.')}`] ?? '')
    if (now !== was) edits.push({ at: address, was, now })
  }
  return edits
}

function addressOf(
  scene: string,
  [block = '', language = '']: readonly string[],
): readonly string[] | undefined {
  if (!LANGUAGES.some((one) => one === language)) return undefined
  if (block === 'title') return ['title', language]
  if (block === 'narration') return ['scenes', scene, 'narration', language, 'words']
  return ['scenes', scene, 'blocks', block, language]
}

/** The form's field at which an edit was made: where its conflict is shown. */
export function fieldOf({ at }: Edit): string {
  const language = at.includes('words') ? at.at(-2)! : at.at(-1)!
  const block = at[0] === 'title' ? 'title' : at.includes('narration') ? 'narration' : at[3]!
  return `text.${block}.${language}`
}

/** What stands at a field's place. */
export const standsAt = (document: SceneDocument, { at }: Edit): string => {
  const value = valueAt(document, at)
  return typeof value === 'string' ? value : ''
}
