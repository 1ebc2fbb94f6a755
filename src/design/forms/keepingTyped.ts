import type { SubmitFunction } from '$app/forms'

/** For `use:enhance` where a form shows what is kept: what was typed stays also after success, since it is what is kept now. */
export const keepingTyped: SubmitFunction =
  () =>
  ({ update }) =>
    update({ reset: false })
