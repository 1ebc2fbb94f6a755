import { m } from '#paraglide/messages.js'
import type { QuestionKind } from '../domain/pattern.ts'
import type { Part } from '../domain/progress.ts'
import type { Confirmer, Proof } from '../domain/task.ts'

/** Words of the room's own states and choices; functions, because the language is the visitor's. */
export const proofWords: Record<Proof, () => string> = {
  words: m.tasks_proof_words,
  count: m.tasks_proof_count,
  photo: m.tasks_proof_photo,
  booth: m.tasks_proof_booth,
}

export const confirmerWords: Record<Confirmer, () => string> = {
  above: m.tasks_c_confirmer_above,
  constituency: m.tasks_c_confirmer_constituency,
  giver: m.tasks_c_confirmer_giver,
}

/** As the coordinator reads how many are where. */
export const partWords: Record<Part, () => string> = {
  none: m.tasks_c_silent,
  sent: m.tasks_c_waiting,
  sent_back: m.tasks_c_sent_back,
  confirmed: m.tasks_c_confirmed,
}

/** As the volunteer reads where her own report is. */
export const ownStateWords: Record<Exclude<Part, 'none'>, () => string> = {
  sent: m.tasks_state_sent,
  confirmed: m.tasks_state_confirmed,
  sent_back: m.tasks_state_sent_back,
}

export const partTones: Record<Part, 'ok' | 'warn' | 'neutral' | 'accent'> = {
  none: 'neutral',
  sent: 'accent',
  sent_back: 'warn',
  confirmed: 'ok',
}

export const questionWords: Record<QuestionKind, () => string> = {
  one_device: m.tasks_c_q_one_device,
  one_photo: m.tasks_c_q_one_photo,
  night_burst: m.tasks_c_q_night_burst,
  one_hand: m.tasks_c_q_one_hand,
}
