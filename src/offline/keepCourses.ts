import { onChange } from './changes.ts'
import { readNote } from './database.ts'

/** On the catalogue: marks the lessons that lie on this phone, and offers to keep a whole course, whose size its button says. */
export async function offerToKeep(): Promise<void> {
  const lessons = [...document.querySelectorAll<HTMLAnchorElement>('a[data-lesson]')]
  if (lessons.length === 0 || !(await readNote('owner').catch(() => undefined))) return
  const refresh = async (): Promise<void> => {
    const kept = (await readNote('lessons')) ?? {}
    for (const link of lessons)
      link.querySelector<HTMLElement>('[data-kept-mark]')!.hidden = !(link.pathname in kept)
    for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-keep-course]')) {
      const isWhole = pathsOf(button).every((path) => path in kept)
      button.closest<HTMLElement>('[data-keep]')!.hidden = isWhole && button.dataset.asked === undefined
      if (isWhole && button.dataset.asked !== undefined) say(button, button.dataset.done)
    }
  }
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-keep-course]')
    if (!button || button.dataset.asked !== undefined) return
    button.dataset.asked = ''
    say(button, button.dataset.busy)
    void navigator.serviceWorker.ready.then(({ active }) =>
      active?.postMessage({ what: 'keep', paths: pathsOf(button) }),
    )
  })
  onChange(() => void refresh())
  await refresh()
}

const pathsOf = (button: HTMLButtonElement): readonly string[] => (button.dataset.keepCourse ?? '').split(' ')

function say(button: HTMLButtonElement, words: string | undefined): void {
  const span = button.querySelector('span')
  if (span && words) span.textContent = words
}
