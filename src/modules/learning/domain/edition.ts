/** How a lesson that ships with the house stands in an organisation. */
export interface ShippedStanding {
  readonly lessonId: string
  /** Hashes of the editions that were brought here. */
  readonly editions: readonly string[]
  /** The version that is worked on or waits to be read; null when there is none. */
  readonly work: { readonly id: string; readonly hash: string; readonly isFromHouse: boolean } | null
  /** Hash of what is in force. */
  readonly inForce: string | null
}

/**
 * What becomes of an edition that is shipped now: `same`: it was brought already; `note`: it is known from now on and nothing is made of it (it stands in
 * force as it is, or the lesson was here before editions were counted and somebody has written on it); `bring`: it waits as a new version; `renew`: the
 * edition before it still waits, untouched, and gives way to it; `later`: somebody works on the lesson, and what she writes is not touched.
 */
export function editionStep(
  shipped: string,
  { editions, work, inForce }: ShippedStanding,
): 'same' | 'note' | 'bring' | 'renew' | 'later' {
  if (editions.includes(shipped)) return 'same'
  if (inForce === shipped || editions.length === 0) return 'note'
  if (!work) return 'bring'
  return work.isFromHouse && editions.includes(work.hash) ? 'renew' : 'later'
}
