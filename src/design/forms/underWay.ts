/** What is answered sooner than this has no sign: a button that changes for a blink reads as a fault. */
const SIGN_AFTER_MS = 300
const SIGNS = ['aria-busy', 'aria-disabled']

/**
 * Shows at a button that what it asked for is under way: it turns, keeps its words and its place, and says to a screen reader that it is busy.
 * @returns takes the sign away, and puts back what its component had said
 */
export function showUnderWay(button: HTMLElement | null): () => void {
  const before = new Map<string, string | null>()
  const waiting = setTimeout(() => {
    for (const name of SIGNS) {
      const said = button?.getAttribute(name) ?? null
      // Said by the component itself, it is the component that takes it away.
      if (said === 'true') continue
      before.set(name, said)
      button?.setAttribute(name, 'true')
    }
  }, SIGN_AFTER_MS)
  return () => {
    clearTimeout(waiting)
    for (const [name, said] of before)
      if (said === null) button?.removeAttribute(name)
      else button?.setAttribute(name, said)
    before.clear()
  }
}
