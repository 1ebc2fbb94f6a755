/** What of Kit's result of a form says whether an answer came. */
interface Result {
  readonly type: string
  /** The answer's; absent where none came, or none of the house. */
  readonly status?: number | undefined
  readonly error?: unknown
}

/** What a proxy in front says while the house itself does not answer. */
const IN_BETWEEN: readonly unknown[] = [502, 503, 504]

/**
 * Whether nobody of the house answered a form: there was no network, or a proxy spoke in its place. Kit tells the first as a fault of ours
 * (500) that no answer came with.
 */
export function isUnanswered({ type, status, error }: Result): boolean {
  if (type !== 'error' || status !== undefined) return false
  const told = (error as { readonly status?: number } | undefined)?.status
  return told === undefined || told === 500 || IN_BETWEEN.includes(told)
}
