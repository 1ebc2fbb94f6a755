/**
 * Long arrays as parameters, in PostgreSQL's own binary form: `unnest(${texts(names)}::text[])`. As text, which is how the driver writes them, each
 * element is quoted here and parsed there, and bytes are spelt in hexadecimal: for a list of fifty thousand people that costs both sides a second.
 * The form: dimensions, whether there are nulls, the elements' type; length and lower bound of the one dimension; then each element behind its
 * length, -1 for null (PostgreSQL's array_recv).
 */

/** How elements of one type are written. */
interface Element<T> {
  /** PostgreSQL's number of the type (pg_type.dat). */
  readonly oid: number
  /** @returns bytes */
  readonly size: (value: T) => number
  readonly write: (value: T, into: Buffer, at: number) => unknown
}

const NULL = -1
const HEAD = 20
const EMPTY_HEAD = 12

function arrayOf<T>({ oid, size, write }: Element<T>, values: readonly (T | null)[]): Buffer {
  const isEmpty = values.length === 0
  let bytes = isEmpty ? EMPTY_HEAD : HEAD
  for (const value of values) bytes += 4 + (value === null ? 0 : size(value))
  const array = Buffer.allocUnsafe(bytes)
  array.writeInt32BE(isEmpty ? 0 : 1, 0)
  array.writeInt32BE(values.includes(null) ? 1 : 0, 4)
  array.writeInt32BE(oid, 8)
  if (isEmpty) return array
  array.writeInt32BE(values.length, 12)
  array.writeInt32BE(1, 16)
  let at = HEAD
  for (const value of values) {
    const length = value === null ? NULL : size(value)
    array.writeInt32BE(length, at)
    at += 4
    if (value === null) continue
    write(value, array, at)
    at += length
  }
  return array
}

const TEXT: Element<string> = {
  oid: 25,
  size: (text) => Buffer.byteLength(text),
  write: (text, into, at) => into.write(text, at),
}
const BYTES: Element<Buffer> = {
  oid: 17,
  size: (bytes) => bytes.length,
  write: (bytes, into, at) => bytes.copy(into, at),
}
const INTEGER: Element<number> = {
  oid: 23,
  size: () => 4,
  write: (value, into, at) => into.writeInt32BE(value, at),
}
const BOOLEAN: Element<boolean> = {
  oid: 16,
  size: () => 1,
  write: (value, into, at) => into.writeUInt8(value ? 1 : 0, at),
}
const UUID: Element<string> = {
  oid: 2950,
  size: () => 16,
  write: (id, into, at) => {
    // Writing ends at the first sign that is no hexadecimal digit.
    const digits = id.replaceAll('-', '')
    if (digits.length !== 32 || into.write(digits, at, 'hex') !== 16) throw new Error('no uuid')
  },
}

/** For `::text[]`. */
export const texts = (values: readonly (string | null)[]): Buffer => arrayOf(TEXT, values)
/** For `::bytea[]`. */
export const byteStrings = (values: readonly (Buffer | null)[]): Buffer => arrayOf(BYTES, values)
/** For `::integer[]`; @throws RangeError beyond 32 bits */
export const integers = (values: readonly (number | null)[]): Buffer => arrayOf(INTEGER, values)
/** For `::boolean[]`. */
export const booleans = (values: readonly (boolean | null)[]): Buffer => arrayOf(BOOLEAN, values)
/** For `::uuid[]`; @throws Error for what is none */
export const uuids = (values: readonly (string | null)[]): Buffer => arrayOf(UUID, values)
