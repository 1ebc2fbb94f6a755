/** Reports of harassment: rows of the people room's table. Rule 21: they go past local coordinators and other wings. */
import { sql } from 'kysely'
import { NOBODY } from '#platform/access/actor.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { listHarassmentReports } from '#modules/people/server/listHarassmentReports.ts'
import { reportHarassment } from '#modules/people/server/reportHarassment.ts'
import { revealHarassmentContact } from '#modules/people/server/revealHarassmentContact.ts'
import { settleHarassmentReport } from '#modules/people/server/settleHarassmentReport.ts'
import type { Rule } from './oracle.ts'
import type { Row, Stage } from './peopleRows.ts'

/** @param leaders they go to those of them who act for the whole state, in the parent body or in every wing */
export function harassmentRows(at: () => Stage, leaders: Rule): Record<string, Row> {
  const report = async () => {
    const said = { kind: 'calls', told: `रात में फ़ोन ${uuidv7()}`, contact: '98290 00000' } as const
    await reportHarassment(at().house.as(NOBODY), { command: uuidv7(), ...said })
    const { rows } = await sql<{ id: string }>`
      select id from people.harassment_report where told = ${said.told}`.execute(at().house.owner.db)
    return rows[0]!.id
  }
  return {
    listHarassmentReports: {
      rule: leaders,
      reaches: 'wholeState',
      arrange: async () => '',
      act: (ctx) => listHarassmentReports(ctx),
    },
    revealHarassmentContact: {
      rule: leaders,
      reaches: 'wholeState',
      arrange: report,
      act: (ctx, reportId) => revealHarassmentContact(ctx, { command: uuidv7(), reportId }),
    },
    settleHarassmentReport: {
      rule: leaders,
      reaches: 'wholeState',
      arrange: report,
      act: (ctx, reportId) =>
        settleHarassmentReport(ctx, { command: uuidv7(), reportId, outcome: 'बात की गई' }),
    },
  }
}
