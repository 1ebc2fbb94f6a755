import { Readable } from 'node:stream'
import { m } from '#paraglide/messages.js'
import { inLanguage } from '#design/display/named.ts'
import type { LedgerExport } from '#modules/elections/server/exportLedger.ts'
import { meansWords } from '#modules/elections/ui/words.ts'
import type { Locale } from '#platform/context.ts'
import { writeXlsx } from '#platform/spreadsheet/writeXlsx.ts'
import { spreadsheet } from '#platform/web/spreadsheet.ts'

interface FileWords {
  readonly locale: Locale
  readonly who: string
  readonly organisation: string
}
type Row = readonly (string | number)[]

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** Rupees as a number with two decimals at most: paise are whole, so nothing is rounded. */
const inRupees = (paise: number): number => paise / 100

/** The ledger in the order of the statement: each head, its entries with their counter-entries, its sum; at the end all together. */
export function ledgerRows({ heads, total, handles }: LedgerExport, locale: Locale): readonly Row[] {
  const blank = ['', '', '', '', '', '']
  return [
    ...heads.flatMap((head): Row[] => {
      const name = inLanguage(head, locale)
      return [
        ...head.entries.map((entry): Row => [
          head.number,
          name,
          entry.spentOn,
          entry.why === null ? entry.what : `${entry.what} (${m.elections_l_counter({ why: entry.why })})`,
          entry.paidTo ?? '',
          entry.voucher ?? '',
          meansWords[entry.means](),
          handles.find(({ id }) => id === entry.handleId)?.handle ?? '',
          inRupees(entry.paise),
        ]),
        [head.number, m.elections_l_sum_of({ head: name }), ...blank, inRupees(head.paise)],
      ]
    }),
    ['', m.elections_l_total(), ...blank, inRupees(total)],
  ]
}

export function ledgerFile(exported: LedgerExport, { locale, who, organisation }: FileWords): Response {
  const { format, fileId, at, election } = exported
  const title = m.elections_l_title({ election: inLanguage(election, locale) })
  const mark = m.elections_l_mark({
    organisation,
    election: inLanguage(election, locale),
    who,
    when: `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    file: fileId,
  })
  const headings = [
    m.elections_l_number(),
    m.elections_l_head(),
    m.elections_l_day(),
    m.elections_l_what(),
    m.elections_l_paid_to(),
    m.elections_l_voucher(),
    m.elections_l_means(),
    m.elections_l_handle(),
    m.elections_l_rupees(),
  ]
  const rows = ledgerRows(exported, locale)
  const bytes =
    format === 'csv'
      ? Readable.from([Buffer.from(spreadsheet([[mark], headings, ...rows]))])
      : writeXlsx({ sheet: m.elections_ledger(), title, id: fileId, creator: who, at, mark, headings, rows: inOnePart(rows) })
  return new Response(Readable.toWeb(bytes) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="${m.elections_l_file()}-${fileId.slice(-12)}.${format}"`,
      'cache-control': 'no-store',
    },
  })
} // prettier-ignore

async function* inOnePart(rows: readonly Row[]): AsyncGenerator<readonly Row[], void> {
  yield rows
}
