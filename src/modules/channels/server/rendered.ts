import type { Transaction } from '#platform/context.ts'
import type { Form, PostFile } from '../domain/platform.ts'

/** What the studio rendered of a piece in one form and language. */
export interface Rendered {
  readonly form: Form
  readonly language: 'hi' | 'en'
  readonly files: readonly PostFile[]
  /** Message text, where the form is words. */
  readonly words: string | null
}

/** What is ready of a piece's approved bytes, one entry a form and language. */
export function renderedOf(tx: Transaction, pieceId: string, hash: string): Promise<readonly Rendered[]> {
  void [tx, pieceId, hash]
  return Promise.resolve([])
}
