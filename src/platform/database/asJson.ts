import { keepable } from '#engines/typedtext/index.ts'

/**
 * As JSON that the database takes: without zero bytes and halves of letters, which others send and a cut leaves. One such row would fail
 * every other row of its statement.
 */
export const asJson = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? keepable(one) : one))
