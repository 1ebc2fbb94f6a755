/** The coverage room's verbs: each answers a question about a place, in a wing or in those of one's own. */
import type { Role } from '#platform/access/scope.ts'
import type { Context } from '#platform/context.ts'
import { coverageCsv } from '#modules/coverage/server/coverageCsv.ts'
import { coverageOf } from '#modules/coverage/server/coverageOf.ts'
import { nextVacantBooths } from '#modules/coverage/server/nextVacantBooths.ts'
import { viewCoverage } from '#modules/coverage/server/viewCoverage.ts'
import type { Rule } from './oracle.ts'

export type Asked = { placeId: string; wing?: number | undefined }

export const COVERAGE_VERBS: Record<string, (ctx: Context, asked: Asked) => Promise<unknown>> = {
  coverageOf,
  nextVacantBooths,
  viewCoverage,
  coverageCsv,
}

/** Whoever answers for people at booths, and whoever audits them, sees the coverage of the own place and wing. */
export const SEES: Rule = { coordinator: 'within', booth_lead: 'within', admin: 'within', auditor: 'within' }

/** A file takes the list out of the house: coordinators with that right, and administrators. */
export const TAKES_OUT: Rule = { coordinator: 'within', admin: 'within' }

export const WITHOUT_AUTHORITY: readonly Role[] = ['volunteer', 'trainer', 'creator', 'mitra']
