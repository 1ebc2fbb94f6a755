import { SaxesParser } from 'saxes'
import { Refusal } from '../../errors/catalogue.ts'

export interface Listening {
  /** @param name without its namespace's prefix */
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * Feeds a part's text to a listener, piece by piece. Entities of the document's own are unknown to the parser, so none can grow; a document
 * that declares any is refused.
 * @throws Refusal badInput
 */
export async function* parseXml(pieces: AsyncIterable<string>, listening: Listening): AsyncGenerator<void> {
  const parser = new SaxesParser({ fragment: false })
  let fault: Error | undefined
  parser.on('error', (error) => (fault ??= error))
  parser.on('doctype', () => (fault ??= new Error('a document type in a workbook')))
  parser.on('opentag', ({ name, attributes }) =>
    listening.open?.(local(name), attributes as Record<string, string>),
  )
  parser.on('closetag', ({ name }) => listening.close?.(local(name)))
  parser.on('text', (text) => listening.text?.(text))
  for await (const piece of pieces) {
    parser.write(piece)
    if (fault) throw damaged(fault)
    yield
  }
  parser.close()
  if (fault) throw damaged(fault)
  yield
}

const damaged = (cause: Error) =>
  new Refusal('badInput', { fields: { file: 'tables_damaged_workbook' }, cause })

/** The same to the end. */
export async function readXml(pieces: AsyncIterable<string>, listening: Listening): Promise<void> {
  for await (const _ of parseXml(pieces, listening));
}
