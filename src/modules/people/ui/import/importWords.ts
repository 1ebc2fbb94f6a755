import { m } from '#paraglide/messages.js'
import type { Field, Unkept } from '../../domain/import/fields.ts'
import type { ImportState, Undone } from '../../domain/import/importRun.ts'
import type { Outcome } from '../../domain/import/judge.ts'
import type { Subject } from '../../domain/import/subject.ts'

type Word = () => string

export const STATE_WORDS: Readonly<Record<ImportState, Word>> = {
  columns: m.people_import_state_columns,
  checking: m.people_import_state_checking,
  ready: m.people_import_state_ready,
  running: m.people_import_state_running,
  done: m.people_import_state_done,
  undoing: m.people_import_state_undoing,
  undone: m.people_import_state_undone,
  stopped: m.people_import_state_stopped,
  discarded: m.people_import_state_discarded,
}

export const FIELD_WORDS: Readonly<Record<Field, Word>> = {
  name: m.people_import_f_name,
  surname: m.people_import_f_surname,
  otherName: m.people_import_f_otherName,
  phone: m.people_import_f_phone,
  district: m.people_import_f_district,
  seatNumber: m.people_import_f_seatNumber,
  seat: m.people_import_f_seat,
  boothNumber: m.people_import_f_boothNumber,
  booth: m.people_import_f_booth,
  wing: m.people_import_f_wing,
  role: m.people_import_f_role,
  since: m.people_import_f_since,
  language: m.people_import_f_language,
  age: m.people_import_f_age,
  born: m.people_import_f_born,
}

export const UNKEPT_WORDS: Readonly<Record<Unkept, Word>> = {
  belief: m.people_import_unkept_belief,
  document: m.people_import_unkept_document,
  relative: m.people_import_unkept_relative,
  ours: m.people_import_unkept_ours,
}

export const OUTCOME_WORDS: Readonly<Record<Outcome, Word>> = {
  new: m.people_import_out_new,
  changed: m.people_import_out_changed,
  same: m.people_import_out_same,
  doubtful: m.people_import_out_doubtful,
  refused: m.people_import_out_refused,
}

export const SUBJECT_WORDS: Readonly<Record<Subject, Word>> = {
  people: m.people_import_subject_people,
  appointments: m.people_import_subject_appointments,
}

/** What was taken back of a list of people; an appointment is not removed but ended. */
export const undoneWord = (undone: Undone, subject: Subject): string =>
  undone === 'removed' && subject === 'appointments' ? m.people_import_undone_ended() : UNDONE_WORDS[undone]()

const UNDONE_WORDS: Readonly<Record<Undone, Word>> = {
  removed: m.people_import_undone_removed,
  restored: m.people_import_undone_restored,
  kept_joined: m.people_import_undone_kept_joined,
  kept_changed: m.people_import_undone_kept_changed,
}
