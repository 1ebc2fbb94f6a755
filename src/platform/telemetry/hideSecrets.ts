export const HIDDEN = '[hidden]'

/** Fields that must never reach a log, however deep. `name` is there for people's names; who acts is logged by id. */
const SECRET_FIELD =
  /^(code|name|key|session|body|headers|challenge|data|input|detail|parameters)$|phone|token|cookie|authorization|password|secret|url$|connectionstring/i
const DEPTH = 6

/** A copy of what is to be logged with its secret fields hidden; errors are left to errorForLog. */
export function hideSecrets(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error || value instanceof Date)
    return value
  if (depth >= DEPTH) return HIDDEN
  if (Array.isArray(value)) return value.map((each) => hideSecrets(each, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([field, held]) => [
      field,
      SECRET_FIELD.test(field) ? HIDDEN : hideSecrets(held, depth + 1),
    ]),
  )
}

/** What an operator needs of an error. PostgreSQL's `detail` and `where` quote rows, so they stay behind. */
export function errorForLog(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return { type: typeof thrown }
  const { code, table, constraint, syscall } = thrown as Error & Record<string, unknown>
  const told = {
    type: thrown.name,
    message: thrown.message,
    code,
    table,
    constraint,
    syscall,
    stack: thrown.stack,
  }
  return Object.fromEntries(Object.entries(told).filter(([, held]) => held !== undefined))
}

/** A password in an address, and an Indian mobile number in any text: messages of libraries quote what they were given. */
const IN_TEXT: readonly (readonly [RegExp, string])[] = [
  [/(\w+:\/\/)[^\s"/@]+@/g, `$1${HIDDEN}@`],
  [/\bBearer [\w.~+/=-]+/gi, `Bearer ${HIDDEN}`],
  [/(?<![\w-])(?:\+?91[ -]?|0)?[6-9]\d{4}[ -]?\d{5}(?![\w-])/g, HIDDEN],
]

/** The last look at a finished line. */
export const hideInText = (line: string): string =>
  IN_TEXT.reduce((text, [pattern, instead]) => text.replace(pattern, instead), line)
