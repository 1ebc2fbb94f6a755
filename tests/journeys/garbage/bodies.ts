import fc from 'fast-check'
import type { OutgoingHttpHeaders } from 'node:http'
import { encoded } from './nonsense.ts'

export interface Body {
  readonly headers: OutgoingHttpHeaders
  readonly bytes: Buffer
}

type Fields = readonly (readonly [string, string])[]

const FORM = 'application/x-www-form-urlencoded'
const BOUNDARY = '----karyakarta'
const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`
/** Above adapter-node's limit of 512 kB. */
const TOO_LARGE = 700_000

const of = (type: string | undefined, bytes: string | Buffer, more: OutgoingHttpHeaders = {}): Body => ({
  headers: { ...(type === undefined ? {} : { 'content-type': type }), ...more },
  bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
})

const urlencoded = (fields: Fields): string =>
  fields.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')

function multipart(fields: Fields, fileAt: number): string {
  const parts = fields.map(([name, value], at) => {
    const file = at === fileAt % fields.length ? '; filename="a.exe"\r\nContent-Type: image/png' : ''
    return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`
  })
  return `${parts.join('')}--${BOUNDARY}--\r\n`
}

/** What a page's own script asks for: the answer is JSON, and its status stands inside. */
const ENHANCED = { accept: 'application/json', 'x-sveltekit-action': 'true' }

/** What is no form at all, or none that ends. Made once: made for each request, the largest alone was a third of this worker's time. */
const NO_FORM = fc.constantFrom(
  of(FORM, ''),
  of(undefined, ''),
  of('multipart/form-data', 'x'),
  of(MULTIPART, ''),
  of(MULTIPART, `--${BOUNDARY}\r\n\r\n`),
  of(FORM, Buffer.from('command=%&name=%ff%fe&phone=\xff\xfe', 'latin1')),
  of('application/json', '{"a":'),
  of('application/json', '[[[['),
  of('application/octet-stream', Buffer.from([0, 255, 254])),
  of('application/x-sveltekit-formdata', Buffer.from([0, 255, 254])),
  of('nonsense', 'x'),
  of(FORM, `name=${'a'.repeat(TOO_LARGE)}`),
)

/** A form's fields in every wrapping: as browsers send them, as files, as JSON, cut off, too large, or without saying what it is. */
export const body = (fields: fc.Arbitrary<Fields>): fc.Arbitrary<Body> =>
  fc.oneof(
    { weight: 10, arbitrary: fields.map((all) => of(FORM, urlencoded(all))) },
    { weight: 4, arbitrary: fields.map((all) => of(FORM, urlencoded(all), ENHANCED)) },
    {
      weight: 3,
      arbitrary: fc
        .record({ all: fields, at: fc.nat(20) })
        .map(({ all, at }) => of(MULTIPART, multipart(all, at))),
    },
    { weight: 1, arbitrary: fields.map((all) => of(MULTIPART, multipart(all, 0).slice(0, -20))) },
    {
      weight: 1,
      arbitrary: fields.map((all) => of('application/json', JSON.stringify(Object.fromEntries(all)))),
    },
    { weight: 1, arbitrary: fields.map((all) => of('text/plain', urlencoded(all))) },
    { weight: 1, arbitrary: fields.map((all) => of(undefined, urlencoded(all))) },
    { weight: 4, arbitrary: NO_FORM },
  )
