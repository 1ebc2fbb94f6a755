import type { SubmitFunction } from '$app/forms'

/** What a form of the page was answered when the house refused it. */
export interface RefusedForm {
  /** Words for the whole, where no field is to blame. */
  readonly words: string
  /** Field → what is wrong there. */
  readonly fields: Readonly<Record<string, string>>
  readonly typed: Readonly<Record<string, string>>
}

/** For `update` of `use:enhance`: the page stays as it stands, whatever its address carries, and is not scrolled to its top. */
export const IN_PLACE = { navigate: false } as const

/** For `use:enhance` of a form in a dialog: it closes when the house has done what was asked, and stays with what was typed when not. */
export const closingDialog: SubmitFunction =
  ({ formElement }) =>
  async ({ result, update }) => {
    if (result.type === 'success') formElement.closest('dialog')?.close()
    await update(IN_PLACE)
  }

/** Where on a page a person's number stands: whoever comes back from the second step is led to it. */
export const callAnchor = (personId: string): string => `call-${personId}`
