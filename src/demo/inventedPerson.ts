import type { InventedName } from './inventedNames.ts'
import type { Spot } from './ground.ts'

export type InventedState =
  | 'applied'
  | 'phone_verified'
  | 'placed'
  | 'vouched'
  | 'active'
  | 'lapsed'
  | 'declined'
  | 'suspended'
  | 'left'

/** Somebody who does not exist. */
export interface InventedPerson {
  readonly id: string
  readonly name: InventedName
  readonly typedInHindi: boolean
  readonly phone: string
  readonly language: 'hi' | 'en'
  readonly place: Spot
  readonly wing: number
  readonly state: InventedState
  readonly appliedAt: Date
  readonly changedAt: Date
}

/** The demo's wings; neutral names that any organisation might use. The parent body has number 0. */
export const DEMO_WINGS = [
  { number: 0, key: 'parent', name_hi: 'संगठन', name_en: 'Parent body', position: 0 },
  { number: 1, key: 'youth', name_hi: 'युवा', name_en: 'Youth', position: 1 },
  { number: 2, key: 'women', name_hi: 'महिला', name_en: 'Women', position: 2 },
] as const
export const PARENT_WING = 0
export const WOMENS_WING = 2
