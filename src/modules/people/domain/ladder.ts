/** The verification ladder of a person, bottom to top. See docs/glossary.md. */
export const LADDER = ['applied', 'phone_verified', 'placed', 'vouched', 'active', 'lapsed'] as const
/** Beside the ladder: no longer, or not now, a volunteer. */
export const ASIDE = ['declined', 'suspended', 'left'] as const
export const PERSON_STATES = [...LADDER, ...ASIDE] as const
export type PersonState = (typeof PERSON_STATES)[number]

/** Everything that can move a person on the ladder. `vouched` is always someone else's act; `active` never a self-tap. */
export type Happening =
  | 'phoneProved'
  | 'boothChosen'
  | 'boothLeft'
  | 'vouched'
  | 'vouchWithdrawn'
  | 'activitySeen'
  | 'activityCeased'
  | 'declined'
  | 'suspended'
  | 'reinstated'
  | 'left'

/** States in which somebody else has confirmed that the person is real and belongs to the booth; rooms above ask people.is_vouched(state). */
export const CONFIRMED_STATES = ['vouched', 'active', 'lapsed'] as const satisfies readonly PersonState[]
export const isConfirmed = (state: PersonState): boolean =>
  (CONFIRMED_STATES as readonly PersonState[]).includes(state)

/** Still a member of the organisation: may use Today, change the booth, be seen by the coordinator. */
export const isMember = (state: PersonState): boolean => !(ASIDE as readonly string[]).includes(state)

/**
 * The state after something happened, or undefined when that cannot happen in this state.
 * @param hasBooth whether the person's place is a booth once it has happened
 * @example after('applied', 'phoneProved', true) === 'placed'
 */
export function after(state: PersonState, happening: Happening, hasBooth: boolean): PersonState | undefined {
  switch (happening) {
    case 'phoneProved':
      if (state !== 'applied') return undefined
      return hasBooth ? 'placed' : 'phone_verified'
    case 'boothChosen':
      if (!isMember(state)) return undefined
      // A vouch says that a person belongs to *this* booth: at another one somebody must say it anew.
      return state === 'applied' ? 'applied' : 'placed'
    case 'boothLeft':
      if (!isMember(state)) return undefined
      return state === 'applied' ? 'applied' : 'phone_verified'
    case 'vouched':
      return state === 'placed' && hasBooth ? 'vouched' : undefined
    case 'vouchWithdrawn':
      return isConfirmed(state) ? 'placed' : undefined
    case 'activitySeen':
      return isConfirmed(state) ? 'active' : undefined
    case 'activityCeased':
      return state === 'active' ? 'lapsed' : undefined
    case 'declined':
      return state === 'phone_verified' || state === 'placed' ? 'declined' : undefined
    case 'suspended':
      return isMember(state) && state !== 'applied' ? 'suspended' : undefined
    case 'reinstated':
      // Back below the vouch: whoever takes a person back says so by vouching again.
      if (state !== 'suspended' && state !== 'declined') return undefined
      return hasBooth ? 'placed' : 'phone_verified'
    case 'left':
      return state === 'left' ? undefined : 'left'
  }
}

/** What the person can do next; the words are the page's. */
export type NextStep =
  | 'proveThePhone'
  | 'agree'
  | 'chooseABooth'
  | 'waitForTheBooth'
  | 'waitForTheVouch'
  | 'start'
  | 'askTheOrganisation'
  | 'joinAgain'

/** The one next thing for a person in this state. */
export function nextStep(state: PersonState, boothReportedMissing: boolean, awaitsConsent = false): NextStep {
  if (state === 'applied') return awaitsConsent ? 'agree' : 'proveThePhone'
  if (state === 'phone_verified') return boothReportedMissing ? 'waitForTheBooth' : 'chooseABooth'
  if (state === 'placed') return 'waitForTheVouch'
  if (state === 'left') return 'joinAgain'
  return isConfirmed(state) ? 'start' : 'askTheOrganisation'
}
