/** What the browser may do to what is kept. */
export interface Room {
  readonly used: number | undefined
  readonly quota: number | undefined
  /** The browser has promised not to remove it unasked. */
  readonly persisted: boolean
  /** Safari forgets what was not opened for seven days, unless the app stands on the home screen (WebKit, ITP 2020). */
  readonly forgets: boolean
  readonly full: boolean
}

const DAY_MS = 86_400_000
/** Safari's seven days, less the two in which one can still find a network. */
const RISK_DAYS = 5
const FULL = 0.9

export async function room(): Promise<Room> {
  const { storage } = navigator
  const { usage: used, quota } = (await storage?.estimate?.().catch(() => undefined)) ?? {}
  const persisted = (await storage?.persisted?.().catch(() => false)) ?? false
  const isSafari = /^((?!chrome|chromium|android|crios|fxios).)*safari/i.test(navigator.userAgent)
  const standalone = matchMedia('(display-mode: standalone)').matches
  return {
    used,
    quota,
    persisted,
    forgets: isSafari && !standalone,
    full: used !== undefined && quota !== undefined && used > quota * FULL,
  }
}

/** Whether what waits may be removed by the browser before it is sent. @param oldest when it was made, milliseconds */
export async function isAtRisk(oldest: number | undefined): Promise<boolean> {
  if (oldest === undefined) return false
  const { forgets, full, persisted } = await room()
  return full || ((forgets || !persisted) && Date.now() - oldest > RISK_DAYS * DAY_MS)
}

/** Asks the browser to keep what is here; browsers answer by themselves or ask the person. */
export const askToKeep = async (): Promise<void> =>
  void (await navigator.storage?.persist?.().catch(() => false))
