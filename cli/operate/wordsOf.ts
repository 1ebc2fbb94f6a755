/** The words of a message by its id, in both languages where the build has made them. */
export async function wordsOf(
  id: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<{ en: string; hi: string }> {
  try {
    const { wordsIfAny } = await import('#platform/i18n/wordsOf.ts')
    return { en: wordsIfAny(id, 'en', inputs) ?? id, hi: wordsIfAny(id, 'hi', inputs) ?? id }
  } catch {
    return { en: id, hi: id }
  }
}
