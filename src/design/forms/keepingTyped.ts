import { invalidateAll } from '$app/navigation'
import type { SubmitFunction } from '$app/forms'

/**
 * For `use:enhance`: what was typed stays. Kit reads a page anew after success only; whoever was overtaken, by somebody else or by her own
 * other tab, must see what stands now, not what she was refused for.
 */
export const keepingTyped: SubmitFunction =
  () =>
  async ({ result, update }) => {
    if (result.type === 'failure') await invalidateAll()
    await update({ reset: false })
  }
