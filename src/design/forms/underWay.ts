/** What is answered sooner than this has no sign: a button that changes for a blink reads as a fault. */
const SIGN_AFTER_MS = 300

/**
 * Shows at a button that what it asked for is under way: it turns, keeps its words and its place, and says to a screen reader that it is busy.
 * @returns takes the sign away
 */
export function showUnderWay(button: HTMLElement | null): () => void {
  const waiting = setTimeout(() => {
    button?.setAttribute('aria-busy', 'true')
    button?.setAttribute('aria-disabled', 'true')
  }, SIGN_AFTER_MS)
  return () => {
    clearTimeout(waiting)
    button?.removeAttribute('aria-busy')
    button?.removeAttribute('aria-disabled')
  }
}
