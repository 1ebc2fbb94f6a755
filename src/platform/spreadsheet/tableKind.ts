import { Refusal } from '../errors/catalogue.ts'
import { sniff } from '../files/fileKind.ts'
import { encodingOf } from './encoding.ts'
import type { TableKind } from './tableRow.ts'

const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04])

/**
 * What the bytes are, whatever the name or the browser says.
 * @throws Refusal badInput with what to do instead
 */
export function tableKind(head: Buffer, tail: Buffer): TableKind {
  const refuse = (reason: string) => new Refusal('badInput', { fields: { file: reason } })
  const kind = sniff(head, tail)
  if (kind === 'xlsx' || kind === 'csv') return kind
  // The old format, and a workbook with a password, come in the same wrapping.
  if (head.subarray(0, 4).equals(OLE)) throw refuse('tables_old_workbook')
  if (head.subarray(0, 4).equals(ZIP))
    throw refuse(tail.includes('vbaProject.bin') ? 'tables_macros' : 'tables_other_zip')
  if (kind !== undefined || !isText(head)) throw refuse('tables_no_table')
  return 'csv'
}

/** Text in whatever encoding: no control characters, hardly any that mean nothing, and no markup. */
function isText(head: Buffer): boolean {
  const text = new TextDecoder(encodingOf(head)).decode(head)
  const controls = text.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g)?.length ?? 0
  const nothings = text.match(/[\p{Cn}\p{Co}\p{Cs}\ufffd]/gu)?.length ?? 0
  return (
    text.trim() !== '' && controls === 0 && nothings * 100 < text.length && !text.trimStart().startsWith('<')
  )
}
