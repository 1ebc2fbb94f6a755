import { mount, unmount } from 'svelte'
import { enhance as byKit, type SubmitFunction } from '$app/forms'
import { invalidateAll } from '$app/navigation'
import { m } from '#paraglide/messages.js'
import Notice from '../feedback/Notice.svelte'
import { isUnanswered } from './isUnanswered.ts'

/**
 * Sends a form without leaving the page.
 *
 * After a refusal the page is read anew, which Kit does after success only: whoever was overtaken, by somebody else or by her own other tab, must
 * see what stands now, not what she was refused for. The focus goes to what must be mended.
 *
 * Where no answer came (the network went, the house starts anew) the page stays with all that was typed and says so at the end of the form: Kit
 * alone would put "the fault is ours" in its place. Pressed again it happens once: forms that change something carry their command.
 */
export function enhance(form: HTMLFormElement, submit?: SubmitFunction): { destroy: () => void } {
  let said: ReturnType<typeof mount> | undefined
  const clear = (): void => {
    if (said) void unmount(said)
    said = undefined
  }
  const sending: SubmitFunction = async (asked) => {
    clear()
    const answered = await submit?.(asked)
    return async (answer) => {
      if (isUnanswered(answer.result)) {
        said = mount(Notice, {
          target: form,
          props: { tone: 'error', title: m.design_unanswered(), arrives: true },
        })
        return
      }
      // Kit takes the focus to the first of these: to what answers this form, not to what answered one before.
      for (const older of document.querySelectorAll('[autofocus]')) older.removeAttribute('autofocus')
      const { activeElement } = document
      const isRefused = answer.result.type === 'failure'
      if (isRefused) await invalidateAll()
      await (answered ? answered(answer) : answer.update())
      // Nothing on the page took the focus: the first field to be mended does, as a browser does on a page that comes whole.
      if (isRefused && document.activeElement === activeElement)
        form.querySelector<HTMLElement>('[autofocus]')?.focus()
    }
  }
  const sent = byKit(form, sending)
  return {
    destroy() {
      clear()
      sent.destroy()
    },
  }
}
