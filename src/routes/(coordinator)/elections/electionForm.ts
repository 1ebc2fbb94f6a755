import type { Election, SaveElection } from '#modules/elections/domain/election.ts'
import { indianDay } from '#platform/clock/indianDay.ts'

/** The form's fields as the verb takes them. */
export const asElection = (fields: Readonly<Record<string, string>>): SaveElection =>
  fields as unknown as SaveElection

const INDIA_MS = 5.5 * 3_600_000
const timeOf = (moment: Date): string => new Date(moment.getTime() + INDIA_MS).toISOString().slice(11, 16)

/** An election as its form shows it. */
export const electionFields = (election: Election): Record<string, string> => ({
  kind: election.kind,
  nameHi: election.nameHi,
  nameEn: election.nameEn,
  announcedOn: indianDay(election.announcedAt),
  announcedTime: timeOf(election.announcedAt),
  completedOn: election.completedOn ?? '',
  firstElsewhereOn: election.firstElsewhereAt ? indianDay(election.firstElsewhereAt) : '',
  firstElsewhereTime: election.firstElsewhereAt ? timeOf(election.firstElsewhereAt) : '',
  elsewhereOn: election.lastElsewhereAt ? indianDay(election.lastElsewhereAt) : '',
  elsewhereTime: election.lastElsewhereAt ? timeOf(election.lastElsewhereAt) : '',
})
