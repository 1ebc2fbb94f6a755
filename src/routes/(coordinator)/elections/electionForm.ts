import type { Election, SaveElection } from '#modules/elections/domain/election.ts'
import { indianTime } from '#modules/elections/domain/moments.ts'
import { indianDay } from '#platform/clock/indianDay.ts'

/** The form's fields as the verb takes them. */
export const asElection = (fields: Readonly<Record<string, string>>): SaveElection =>
  fields as unknown as SaveElection

/** An election as its form shows it. */
export const electionFields = (election: Election): Record<string, string> => ({
  kind: election.kind,
  nameHi: election.nameHi,
  nameEn: election.nameEn,
  announcedOn: indianDay(election.announcedAt),
  announcedTime: indianTime(election.announcedAt),
  completedOn: election.completedOn ?? '',
  firstElsewhereOn: election.firstElsewhereAt ? indianDay(election.firstElsewhereAt) : '',
  firstElsewhereTime: election.firstElsewhereAt ? indianTime(election.firstElsewhereAt) : '',
  elsewhereOn: election.lastElsewhereAt ? indianDay(election.lastElsewhereAt) : '',
  elsewhereTime: election.lastElsewhereAt ? indianTime(election.lastElsewhereAt) : '',
})
