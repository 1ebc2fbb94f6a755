/** Milliseconds after which whoever pressed is told that no answer has come, and may press again. */
export const LATE_AFTER_MS = 15_000

/** What is done about one sending of a form. */
export interface Sending {
  /** No answer has come for so long that another press counts. */
  readonly late: () => void
  /** Gives it up, because it was sent once more. */
  readonly giveUp: () => void
  /** It is over, however it ended. */
  readonly over: () => void
}

/**
 * Lets one sending of a form through at a time, so that a second press sends nothing; but for one that is late: then a press gives it up and is a sending
 * of its own. A request that hangs never makes a form dead.
 */
export function oneAtATime(): {
  /** @returns says that it is over, which may be said twice; undefined where another is under way */
  begin: (sending: Sending) => (() => void) | undefined
  /** The form is gone: nothing is to be told any more. */
  end: () => void
} {
  let current: { isLate: boolean; giveUp: () => void; settle: () => void } | undefined
  return {
    begin(sending) {
      if (current?.isLate === false) return undefined
      current?.giveUp()
      const waiting = setTimeout(() => {
        own.isLate = true
        sending.late()
      }, LATE_AFTER_MS)
      const own = {
        isLate: false,
        giveUp() {
          own.settle()
          sending.giveUp()
        },
        settle() {
          // The one that was given up may end after the next began: it ends no other than itself.
          if (current !== own) return
          current = undefined
          clearTimeout(waiting)
          sending.over()
        },
      }
      current = own
      return own.settle
    },
    end() {
      current?.settle()
    },
  }
}
