import type { TemplateName } from './event.ts'

interface HallPlan {
  readonly nameHi: string
  readonly nameEn: string
  readonly capacity: number
}
interface SessionPlan {
  /** 0: the first day. */
  readonly day: number
  /** Index into `halls`. */
  readonly hall: number
  /** `HH:MM`, India's time. */
  readonly from: string
  readonly until: string
  readonly titleHi: string
  readonly titleEn: string
  /** Seats of its own; null: whoever comes. */
  readonly seats: number | null
}
/** What a new event begins with; everything in it may be changed afterwards. */
export interface EventPlan {
  readonly days: number
  readonly seats: number
  readonly titleHi: string
  readonly titleEn: string
  readonly halls: readonly HallPlan[]
  readonly sessions: readonly SessionPlan[]
  /** Level of the places that get a share of the seats; null: one line for all. */
  readonly quotasBy: 'district' | null
}

const hall = (nameHi: string, nameEn: string, capacity: number): HallPlan => ({ nameHi, nameEn, capacity })
const session = (
  day: number,
  hall: number,
  from: string,
  until: string,
  titleHi: string,
  titleEn: string,
  seats: number | null = null,
): SessionPlan => ({ day, hall, from, until, titleHi, titleEn, seats })

export const EVENT_PLANS: Readonly<Record<TemplateName, EventPlan>> = {
  state_convention: {
    days: 2,
    seats: 3000,
    titleHi: 'प्रदेश सम्मेलन',
    titleEn: 'State Convention',
    quotasBy: 'district',
    halls: [
      hall('मुख्य सभागार', 'Main hall', 3000),
      hall('सभागार 2', 'Hall 2', 800),
      hall('सभागार 3', 'Hall 3', 500),
      hall('कार्यशाला कक्ष', 'Workshop room', 120),
    ],
    sessions: [
      session(0, 0, '09:00', '10:00', 'पंजीकरण और चाय', 'Check-in and tea'),
      session(0, 0, '10:00', '11:30', 'उद्घाटन', 'Opening'),
      session(0, 0, '12:00', '13:00', 'इस साल का काम', 'The year’s work'),
      session(0, 1, '14:00', '15:30', 'वीडियो बनाना: पहला क़दम', 'Making videos: first steps', 800),
      session(0, 2, '14:00', '15:30', 'झूठे दावे पहचानना', 'Spotting false claims', 500),
      session(0, 3, '14:00', '15:30', 'कार्यशाला: फ़ोन से फ़ोटो', 'Workshop: photos by phone', 120),
      session(0, 1, '16:00', '17:30', 'WhatsApp पर ज़िम्मेदारी', 'WhatsApp with care', 800),
      session(0, 2, '16:00', '17:30', 'चुनाव के नियम', 'Election rules', 500),
      session(0, 3, '16:00', '17:30', 'कार्यशाला: छोटा वीडियो', 'Workshop: a short video', 120),
      session(1, 0, '09:30', '11:00', 'प्रश्न और उत्तर', 'Questions and answers'),
      session(1, 1, '11:30', '13:00', 'बूथ पर काम: अनुभव', 'Work at the booth: experiences', 800),
      session(1, 2, '11:30', '13:00', 'अपने शब्दों में लिखना', 'Writing in your own words', 500),
      session(1, 3, '11:30', '13:00', 'कार्यशाला: स्थानीय तथ्य', 'Workshop: local facts', 120),
      session(1, 0, '14:00', '15:30', 'समापन', 'Closing'),
    ],
  },
  block_camp: {
    days: 1,
    seats: 40,
    titleHi: 'प्रशिक्षण शिविर',
    titleEn: 'Training camp',
    quotasBy: null,
    halls: [hall('बैठक कक्ष', 'Meeting room', 40)],
    sessions: [
      session(0, 0, '10:00', '10:30', 'परिचय', 'Introductions'),
      session(0, 0, '10:30', '12:00', 'बूथ पर काम', 'Work at the booth'),
      session(0, 0, '12:15', '13:15', 'झूठे दावे पहचानना', 'Spotting false claims'),
      session(0, 0, '14:00', '15:30', 'अभ्यास: अपने शब्दों में', 'Practice: in your own words'),
      session(0, 0, '15:30', '16:00', 'आगे क्या', 'What next'),
    ],
  },
}

/**
 * Shares seats out in proportion to weights, each whole, together exactly all of them: by largest remainders, the earlier first where two are
 * alike. Whoever has any weight gets at least one while there are enough.
 */
export function apportion(seats: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total <= 0) return weights.map(() => 0)
  const weighty = weights.filter((weight) => weight > 0).length
  const least = seats >= weighty ? 1 : 0
  const free = seats - least * weighty
  const exact = weights.map((weight) => (weight * free) / total)
  const whole = exact.map((share, index) => Math.floor(share) + (weights[index]! > 0 ? least : 0))
  const left = seats - whole.reduce((sum, share) => sum + share, 0)
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .toSorted((one, other) => other.remainder - one.remainder || one.index - other.index)
  for (const { index } of byRemainder.slice(0, left)) whole[index]! += 1
  return whole
}
