import { mount, unmount } from 'svelte'
import { enhance as byKit, type SubmitFunction } from '$app/forms'
import { invalidateAll } from '$app/navigation'
import { m } from '#paraglide/messages.js'
import Notice from '../feedback/Notice.svelte'
import { isUnanswered } from './isUnanswered.ts'
import { oneAtATime } from './oneAtATime.ts'
import { showUnderWay } from './underWay.ts'

/** What a form does with what Kit was answered. */
type Answering = Exclude<Awaited<ReturnType<SubmitFunction>>, void>
type Answer = Parameters<Answering>[0]

/**
 * Sends a form without leaving the page.
 *
 * After a refusal the page is read anew, which Kit does after success only: whoever was overtaken, by somebody else or by her own other tab, must
 * see what stands now, not what she was refused for. The focus goes to what must be mended.
 *
 * Where no answer came (the network went, the house starts anew) the page stays with all that was typed and says so at the end of the form: Kit
 * alone would put "the fault is ours" in its place. Pressed again it happens once: forms that change something carry their command.
 *
 * Until it is answered its button shows that it is under way, and another press is not sent. Where the answer is late the form says so, and a press gives
 * up what hangs and sends the same command once more.
 */
export function enhance(form: HTMLFormElement, submit?: SubmitFunction): { destroy: () => void } {
  let said: ReturnType<typeof mount> | undefined
  const clear = (): void => {
    if (said) void unmount(said)
    said = undefined
  }
  const say = (tone: 'warning' | 'error', title: string): void => {
    clear()
    said = mount(Notice, { target: form, props: { tone, title, arrives: tone === 'error' } })
  }
  const sendings = oneAtATime()
  const sending: SubmitFunction = async (asked) => {
    const button = asked.submitter ?? form.querySelector<HTMLElement>('button:not([type=button])')
    let rest = (): void => undefined
    const settle = sendings.begin({
      late() {
        rest()
        say('warning', m.design_late())
      },
      giveUp: () => asked.controller.abort(),
      over: () => rest(),
    })
    if (!settle) return asked.cancel()
    clear()
    rest = showUnderWay(button)
    // Given up, Kit says nothing more of it.
    asked.controller.signal.addEventListener('abort', settle)
    const cancel = (): void => {
      settle()
      asked.cancel()
    }
    try {
      const answered = await submit?.({ ...asked, cancel })
      return (answer) => take(answer, answered).finally(settle)
    } catch (thrown) {
      settle()
      throw thrown
    }
  }
  async function take(answer: Answer, answered: Answering | void): Promise<void> {
    clear()
    if (isUnanswered(answer.result)) {
      say('error', m.design_unanswered())
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
  const sent = byKit(form, sending)
  return {
    destroy() {
      sendings.end()
      clear()
      sent.destroy()
    },
  }
}
