/**
 * The ids that tell a screen reader about a control, in reading order: its error first, then its hint where that says something else.
 * @example describedBy('phone', { hint: 'ten digits', error: undefined }) // 'phone-hint'
 */
export function describedBy(
  id: string,
  said: { hint?: string | undefined; error?: string | undefined; again?: boolean },
): string | undefined {
  const ids = [
    said.error ? `${id}-error` : said.again && `${id}-again`,
    said.hint && said.hint !== said.error && `${id}-hint`,
  ].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}
