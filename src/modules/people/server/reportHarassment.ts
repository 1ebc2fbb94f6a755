import { sql } from 'kysely'
import { requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { seal, unseal } from '#platform/keys/sealed.ts'
import { announce } from '#platform/outbox/announce.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { harassmentSchema, type HarassmentKind, type ReportHarassment } from '../domain/harassment.ts'

const binding = (id: string): string => `people.harassment:${id}`

/**
 * Takes a report from anybody, signed in or not. It goes past the coordinators of the place to those who act for the whole state, because
 * it may be about one of them.
 */
export async function reportHarassment(ctx: Context, input: ReportHarassment): Promise<void> {
  const asked = parse(harassmentSchema, input)
  const { keys } = ctx.platform
  await ctx.transaction((tx) =>
    once(
      tx,
      { id: asked.command, verb: 'people.reportHarassment', input: { kind: asked.kind } },
      async () => {
        const id = uuidv7(tx.now)
        const contact = asked.contact ? seal(keys, asked.contact, binding(id)) : null
        await sql`select people.take_harassment_report(${id}, ${asked.kind}, ${asked.told ?? null}, ${contact}, ${tx.now})`.execute(
          tx.db,
        )
        record(tx, 'people.reportHarassment', `harassment:${id}`, { kind: asked.kind })
        await announce(tx, 'people.harassmentReported', { reportId: id })
      },
    ),
  )
}

/** A report as those who answer it read it. */
export interface HarassmentView {
  readonly id: string
  readonly kind: HarassmentKind
  readonly told: string | null
  readonly contact: string | null
  readonly reportedBy: string | null
  readonly at: Date
}

/** Reports that wait, oldest first; row-level security leaves those who act for the whole state, and everybody their own. */
export async function openHarassmentReports(ctx: Context): Promise<readonly HarassmentView[]> {
  requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const rows = await tx.db
      .selectFrom('people.harassment_report')
      .select(['id', 'kind', 'told', 'contact_sealed', 'reported_by', 'at'])
      .where('settled_at', 'is', null)
      .orderBy('at')
      .limit(200)
      .execute()
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind as HarassmentKind,
      told: row.told,
      contact: row.contact_sealed && unseal(ctx.platform.keys, row.contact_sealed, binding(row.id)),
      reportedBy: row.reported_by,
      at: row.at,
    }))
  })
}
