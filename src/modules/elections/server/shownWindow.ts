import { isOpen, type Window } from '../domain/windows.ts'

/** A window as pages show it. */
export interface ShownWindow {
  readonly key: string
  readonly nameHi: string
  readonly nameEn: string
  readonly effect: 'hold' | 'certify' | 'tell'
  readonly phaseId: string | null
  /** It holds in the whole state, though it may count from one phase's hours. */
  readonly isEverywhere: boolean
  readonly hours: { readonly pollOn: string; readonly opens: string; readonly closes: string } | null
  readonly from: Date
  readonly until: Date | null
  readonly isOpen: boolean
  readonly isConfirmed: boolean
}

/** A window with the words of its rule, for pages. */
export const shownWindow = ({ rule, phaseId, hours, from, until }: Window): ShownWindow => ({
  key: rule.key,
  nameHi: rule.nameHi,
  nameEn: rule.nameEn,
  effect: rule.effect,
  phaseId,
  isEverywhere: rule.extent === 'everywhere',
  hours,
  from,
  until,
  isOpen: false,
  isConfirmed: rule.confirmedOn !== null,
})

export const shownAt = (now: Date) => (window: Window): ShownWindow => ({ ...shownWindow(window), isOpen: isOpen(window, now) }) // prettier-ignore
