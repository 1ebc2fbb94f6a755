import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../errors/catalogue.ts'
import { receive, type Received } from '../files/receive.ts'

export interface Upload {
  readonly fields: Readonly<Record<string, string>>
  /** The one file, arrived on this machine's disk; undefined when none was chosen. The caller discards it. */
  readonly file: { readonly received: Received; readonly name: string } | undefined
}

const MOST_FIELDS = 20
const LONGEST_FIELD = 10_000

/**
 * Reads a form with one file, piece by piece: memory stays flat however large the file is. What comes behind a file that is too large is read and
 * thrown away, so that the browser hears the answer.
 * @param limit bytes of the file
 * @param words the id of what is said of a larger file; default: of a list, whose limit is MOST_BYTES
 * @throws Refusal badInput when the body is no such form, tooLarge on `file`
 */
export async function readUpload(
  request: Request,
  limit: number,
  words = 'tables_too_large',
): Promise<Upload> {
  const tooLarge = (cause: unknown) => new Refusal('tooLarge', { fields: { file: words }, cause })
  const type = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data/i.test(type) || !request.body) throw new Refusal('badInput')
  const fields: Record<string, string> = {}
  let arriving: Promise<Received | undefined> | undefined
  let name = ''
  let fault: unknown
  try {
    const parser = new Busboy({
      headers: { 'content-type': type } as BusboyHeaders,
      limits: { files: 1, fields: MOST_FIELDS, fieldSize: LONGEST_FIELD, parts: MOST_FIELDS + 1 },
    })
    parser.on('field', (field, value) => void (fields[field] = value))
    parser.on('file', (_field, stream, fileName) => {
      name = fileName ?? ''
      arriving = receive(stream, limit).catch((error: unknown) => {
        fault = error
        stream.resume()
        return undefined
      })
    })
    await pipeline(Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]), parser)
  } catch (error) {
    await (await arriving)?.discard()
    if ((error as { status?: unknown }).status === 413) throw tooLarge(error)
    throw new Refusal('badInput', { cause: error })
  }
  const received = await arriving
  if (received) return { fields, file: { received, name } }
  if (fault instanceof Refusal && fault.id === 'tooLarge') throw tooLarge(fault)
  // An empty file, or none.
  if (fault !== undefined && !(fault instanceof Refusal)) throw fault
  return { fields, file: undefined }
}
