import type { Readable } from 'node:stream'
import yauzl from 'yauzl'
import { Refusal } from '../../errors/catalogue.ts'
import { MOST_INFLATED, MOST_PARTS, MOST_RATIO, RATIO_FROM } from '../limits.ts'

/** A workbook's parts, none of them inflated yet. */
export interface Parts {
  has(name: string): boolean
  /** Bytes once inflated, as the file claims; 0 for what is not there. */
  sizeOf(name: string): number
  /** Text of one part, piece by piece; it ends with a fault when there is more of it than the file claims. */
  text(name: string): AsyncGenerator<string>
}

const damaged = (cause?: unknown) =>
  new Refusal('badInput', { fields: { file: 'tables_damaged_workbook' }, cause })
const bomb = () => new Refusal('tooLarge', { fields: { file: 'tables_zip_bomb' } })

/**
 * Opens a workbook and weighs what it claims to hold before anything is inflated.
 * @throws Refusal badInput when it is damaged, tooLarge when it would inflate beyond all measure
 */
export async function openParts(file: Buffer): Promise<Parts> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) =>
    yauzl.fromBuffer(file, { lazyEntries: true, validateEntrySizes: true }, (error, opened) =>
      error ? reject(damaged(error)) : resolve(opened),
    ),
  )
  const entries = await entriesOf(zip)
  const inflated = [...entries.values()].reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  if (inflated > MOST_INFLATED || [...entries.values()].some(isBomb)) throw bomb()
  return {
    has: (name) => entries.has(name),
    sizeOf: (name) => entries.get(name)?.uncompressedSize ?? 0,
    async *text(name) {
      const entry = entries.get(name)
      if (!entry) throw damaged()
      if (entry.isEncrypted()) throw new Refusal('badInput', { fields: { file: 'tables_old_workbook' } })
      const stream = await new Promise<Readable>((resolve, reject) =>
        zip.openReadStream(entry, (error, opened) => (error ? reject(damaged(error)) : resolve(opened))),
      )
      const decoder = new TextDecoder('utf-8')
      try {
        for await (const piece of stream as AsyncIterable<Buffer>)
          yield decoder.decode(piece, { stream: true })
      } catch (error) {
        throw damaged(error)
      } finally {
        stream.destroy()
      }
    },
  }
}

const isBomb = ({ uncompressedSize, compressedSize }: yauzl.Entry): boolean =>
  uncompressedSize > RATIO_FROM && uncompressedSize > MOST_RATIO * compressedSize

function entriesOf(zip: yauzl.ZipFile): Promise<ReadonlyMap<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>()
  if (zip.entryCount > MOST_PARTS) return Promise.reject(bomb())
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.once('end', () => resolve(entries))
    zip.once('error', (error) => reject(damaged(error)))
    zip.readEntry()
  })
}
