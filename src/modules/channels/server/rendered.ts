import { renditionsOf } from '#modules/studio/server/index.ts'
import type { Transaction } from '#platform/context.ts'
import { FORMS, type Form, type PostFile } from '../domain/platform.ts'

/** What the studio rendered of a piece in one form and language. */
export interface Rendered {
  readonly form: Form
  readonly language: 'hi' | 'en'
  /** In their order: several of a series of pictures. */
  readonly files: readonly PostFile[]
  /** Message text, where the form is words. */
  readonly words: string | null
}

/** What is ready of a piece's approved bytes, one entry a form and language; a series counts once all of it is ready. */
export async function renderedOf(
  tx: Transaction,
  pieceId: string,
  hash: string,
): Promise<readonly Rendered[]> {
  const all = (await renditionsOf(tx, pieceId, hash)).filter(({ form }) =>
    (FORMS as readonly string[]).includes(form),
  )
  const groups = Map.groupBy(all, ({ form, language }) => `${form} ${language}`)
  return [...groups.values()].flatMap((group): Rendered[] => {
    const [first] = group
    if (!first || group.some(({ state }) => state !== 'ready')) return []
    const files = group
      .toSorted((one, other) => one.position - other.position)
      .flatMap(({ file, mediaType, bytes, width, height, ms }) =>
        file !== null && mediaType !== null && bytes !== null
          ? [{ sha256: file, mediaType, bytes, width, height, ms }]
          : [],
      )
    return [{ form: first.form as Form, language: first.language, files, words: first.words }]
  })
}
