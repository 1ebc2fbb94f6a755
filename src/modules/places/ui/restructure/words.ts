import { m } from '#paraglide/messages.js'
import { inLanguage, numbered } from '#design/display/named.ts'
import type { ChangeKind, LineField } from '../../domain/restructure/line.ts'
import type { ListField } from '../../domain/restructure/assignColumns.ts'
import type { KeptReason } from '../../domain/restructure/kept.ts'
import type { ChangeView, Counted, NamedPlace, PlanRow } from '../../domain/restructure/view.ts'

export const KIND_WORDS: Readonly<Record<ChangeKind, () => string>> = {
  new: m.places_r_k_new,
  split: m.places_r_k_split,
  merge: m.places_r_k_merge,
  move: m.places_r_k_move,
  rename: m.places_r_k_rename,
  close: m.places_r_k_close,
}

export const FIELD_WORDS: Readonly<Record<LineField, () => string>> = {
  what: m.places_r_f_what,
  date: m.places_r_f_date,
  oldDistrict: m.places_r_f_old_district,
  oldConstituency: m.places_r_f_old_constituency,
  oldBooth: m.places_r_f_old_booth,
  newDistrict: m.places_r_f_new_district,
  newConstituency: m.places_r_f_new_constituency,
  newBooth: m.places_r_f_new_booth,
  nameHi: m.places_r_f_name_hi,
  nameEn: m.places_r_f_name_en,
  people: m.places_r_f_people,
}

const STATE_WORDS = {
  planned: m.places_r_state_planned,
  applied: m.places_r_state_applied,
  discarded: m.places_r_state_discarded,
} as const

type Called = Pick<PlanRow, 'name' | 'state' | 'undoes' | 'undoneBy'>

/** What a plan is called: by its file, or as a single change; the undo of one is told from the plan that it took back. */
export function planName({ name, undoes }: Called): string {
  const called = name || m.places_r_single()
  return undoes ? m.places_u_named({ name: called }) : called
}

/** How far a plan is, also that it was taken back since. */
export const planState = ({ state, undoneBy }: Called): string =>
  undoneBy ? m.places_u_state() : STATE_WORDS[state]()

const COUNTED: Readonly<Record<string, (input: { n: number }) => string>> = {
  people: m.places_r_w_people,
  appointments: m.places_r_w_appointments,
  invitations: m.places_r_w_invitations,
  tasks: m.places_r_w_tasks,
  messages: m.places_r_w_messages,
  events: m.places_r_w_events,
  polls: m.places_r_w_polls,
  channels: m.places_r_w_channels,
  media: m.places_r_w_media,
  stories: m.places_r_w_stories,
  campaigns: m.places_r_w_campaigns,
  pieces: m.places_r_w_pieces,
  registrations: m.places_r_w_registrations,
  kits: m.places_r_w_kits,
  vouches: m.places_r_w_vouches,
  lists: m.places_r_w_lists,
  reports: m.places_r_w_reports,
  questions: m.places_r_w_questions,
  missing_booths: m.places_r_w_missing_booths,
  activities: m.places_r_w_activities,
}

export const REASON_WORDS: Readonly<Record<KeptReason, () => string>> = {
  stands: m.places_u_reason_stands,
  changed: m.places_u_reason_changed,
  joined: m.places_u_reason_joined,
  ended: m.places_u_reason_ended,
  holds: m.places_u_reason_holds,
  taken: m.places_u_reason_taken,
  parent: m.places_u_reason_parent,
  empties: m.places_u_reason_empties,
  mingled: m.places_u_reason_mingled,
}

export const COLUMN_WORDS: Readonly<Record<ListField, () => string>> = {
  constituency: m.places_u_col_constituency,
  seatName: m.places_u_col_seat_name,
  booth: m.places_u_col_booth,
  nameHi: m.places_u_col_name_hi,
  nameEn: m.places_u_col_name_en,
  name: m.places_u_col_name,
}

/** "12 people, 3 tasks"; nobody, where nothing was counted. */
export const countedWords = (counted: readonly Counted[]): string =>
  counted.map(({ what, n }) => COUNTED[what]?.({ n }) ?? `${n} ${what}`).join(', ') || m.places_r_nobody()

/** A place so that nobody takes it for another: a booth with its constituency and number. */
export function placeWords(place: NamedPlace | null, locale: string): string {
  if (!place) return '—'
  const name = inLanguage(place, locale)
  if (place.level === 'booth')
    return m.places_r_booth({ seat: place.seat?.code ?? '—', number: place.code ?? '—', name })
  return numbered(place, locale)
}

/** What a change did, or would do where it is only planned, as a sentence. */
export function changeWords(change: ChangeView, locale: string, when: 'planned' | 'done' = 'done'): string {
  const say = when === 'planned' ? PLANNED_WORDS : DONE_WORDS
  const place = placeWords(change.place, locale)
  const other = placeWords(change.other, locale)
  const hands = change.handsOver ? ` (${say.hands()})` : ''
  switch (change.kind) {
    case 'new':
      return m.places_r_s_new({ place })
    case 'split':
      return say.split({ place, other }) + hands
    case 'merge':
      return say.merge({ place, other })
    case 'move':
      return m.places_r_s_move({
        place,
        from: placeWords(change.fromPlace, locale),
        to: placeWords(change.toPlace, locale),
      })
    case 'close':
      return say.close({ place })
    case 'rename':
      return renameWords(place, change, locale)
  }
}

const DONE_WORDS = {
  split: m.places_r_s_split,
  merge: m.places_r_s_merge,
  close: m.places_r_s_close,
  hands: m.places_r_s_hands,
}
const PLANNED_WORDS: typeof DONE_WORDS = {
  split: m.places_r_p_split,
  merge: m.places_r_p_merge,
  close: m.places_r_p_close,
  hands: m.places_r_p_hands,
}

/** Which name is new, and what it was: a name that is new in the other language only is told as that, since this page would not show it. */
function renameWords(place: string, { was, became }: ChangeView, locale: string): string {
  const [here, there] = locale === 'hi' ? (['nameHi', 'nameEn'] as const) : (['nameEn', 'nameHi'] as const)
  const before = [was.code, was[here]].filter(Boolean).join('. ')
  const other = became[here] === undefined ? became[there] : undefined
  return [
    ...(before === '' ? [] : [m.places_r_s_rename({ place, was: before })]),
    ...(other === undefined
      ? []
      : [m.places_r_s_rename_there({ place, now: other, was: was[there] ?? '—' })]),
  ].join('; ')
}
