import { demoId } from './demoId.ts'
import { personaGround, type Ground, type Spot } from './ground.ts'
import type { InventedPerson } from './inventedPerson.ts'
import { ORGANISATION_PERSONAS, PERSONAS } from './personas.ts'
import { EVENT_PLANS, type EventPlan } from '#modules/events/domain/templates.ts'

export interface InventedEvent {
  readonly id: string
  readonly place: Spot
  readonly template: 'state_convention' | 'block_camp'
  readonly plan: EventPlan
  readonly titleHi: string
  readonly titleEn: string
  readonly wordsHi: string
  readonly wordsEn: string
  readonly venueHi: string
  readonly venueEn: string
  readonly seats: number
  /** Days after now. */
  readonly inDays: number
  readonly madeBy: string
  readonly registrations: readonly { readonly person: InventedPerson; readonly state: 'registered'; readonly code: string }[]
} // prettier-ignore

const { constituencyCoordinator } = ORGANISATION_PERSONAS
const PERSONA_IDS = new Set(PERSONAS.map(({ personId }) => personId))
const SEATS = 24
/** Seats that are still free, for whoever looks. */
const FREE = 6

/** A camp in the personas' constituency, in two weeks: with some seats left; its own volunteer persona has still to register. */
export function inventEvents(ground: Ground, people: readonly InventedPerson[]): readonly InventedEvent[] {
  const { constituency } = personaGround(ground)
  const booths = new Set(constituency.booths.map(({ id }) => id))
  const guests = people
    .filter(({ id, state, place }) => (state === 'vouched' || state === 'active') && booths.has(place.id) && !PERSONA_IDS.has(id))
    .slice(0, SEATS - FREE)
  return [
    {
      id: demoId('event/camp'),
      place: constituency,
      template: 'block_camp',
      plan: EVENT_PLANS.block_camp,
      titleHi: 'प्रशिक्षण शिविर: बूथ पर काम',
      titleEn: 'Training camp: work at the booth',
      wordsHi: 'दिन भर का अभ्यास। कॉपी, पेन और पानी की बोतल साथ लाएँ।',
      wordsEn: 'A day of practice. Bring a notebook, a pen and a bottle of water.',
      venueHi: 'सामुदायिक भवन, मुख्य बाज़ार के पास',
      venueEn: 'Community hall near the main market',
      seats: SEATS,
      inDays: 14,
      madeBy: constituencyCoordinator.personId,
      registrations: guests.map((person, nth) => ({
        person,
        state: 'registered' as const,
        code: String(nth + 1).padStart(6, '0'),
      })),
    },
  ]
} // prettier-ignore
