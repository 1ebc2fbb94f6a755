/** A booth to choose from, as a page shows it. */
export interface BoothOffer {
  readonly id: string
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
  readonly constituencyHi: string
  readonly constituencyEn: string
  /** Distance from the phone, when that is how it was found. */
  readonly km?: number
}

export interface ConstituencyOffer {
  readonly id: string
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
}

/** What a search found; empty means that nothing did. */
export interface BoothSearch {
  readonly booths: readonly BoothOffer[]
}
