import { m } from '#paraglide/messages.js'
import { day } from '#design/display/day.ts'
import type { RegisterExport } from '#modules/studio/server/library/syntheticRegister.ts'
import { KIND_WORDS } from '#modules/studio/ui/library/words.ts'
import { spreadsheet } from '#platform/web/spreadsheet.ts'

interface Around {
  readonly locale: 'hi' | 'en'
  /** Who takes it out. */
  readonly who: string
  readonly organisation: string
}

/** The register as CSV: who took it out, when, under which number, and then a line for each medium and piece. */
export function registerFile(
  { fileId, at, lines }: RegisterExport,
  { locale, who, organisation }: Around,
): Response {
  const head = [m.studio_l_y_medium(), m.studio_l_kind(), m.studio_l_synthetic(), m.studio_l_tool(), m.studio_l_what(), m.studio_l_entity(), m.studio_l_brought_by(),
    m.studio_l_brought_on(), 'SHA-256', m.studio_l_badge_withdrawn(), m.studio_l_r_piece(), m.studio_l_r_title(), m.studio_l_y_public(), m.studio_l_y_file()] // prettier-ignore
  const rows = lines.flatMap((line) => {
    const own = [line.title, KIND_WORDS[line.kind](), line.synthetic === 'made' ? m.studio_l_badge_made() : m.studio_l_badge_altered(), line.tool, line.what,
      locale === 'hi' ? line.entityHi : line.entityEn, line.broughtBy ?? '', day(line.madeAt, locale), line.file, line.withdrawnAt ? day(line.withdrawnAt, locale) : ''] // prettier-ignore
    const pieces = line.pieces.length > 0 ? line.pieces : [undefined]
    return pieces.map((piece) => [
      ...own,
      piece ? piece[locale] || piece.hi || piece.en : '',
      piece?.forms ?? '',
      piece?.isPublic ? '✓' : '',
      // On every line: a part that is cut out says from which file it was.
      fileId,
    ])
  })
  const body = spreadsheet([
    [m.studio_l_nav_register()],
    [organisation],
    [m.studio_l_y_taken_by({ who, day: day(at, locale), file: fileId })],
    [],
    head,
    ...rows,
  ])
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="synthetic-media-${fileId}.csv"`,
    },
  })
}
