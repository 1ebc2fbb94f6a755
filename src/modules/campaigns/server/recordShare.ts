import { requireMember } from '#platform/access/authorise.ts'
import { plausibleMoment } from '#platform/clock/plausibleMoment.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { parse } from '#platform/errors/parse.ts'
import { recordShareSchema, type RecordShare } from '../domain/share.ts'
import { kitAsking, volunteerOf } from './kitStore.ts'
import { insertShare } from './shareStore.ts'

/**
 * What she says of her own sharing: the sheet opened, her phone says it was completed, or where it stands. Her own record, counted in cells alone, never
 * a ranking. Not audited: the row itself is the record, and nobody's business but hers.
 * @throws Refusal notFound for a kit that never asked her; badInput
 */
export async function recordShare(ctx: Context, input: RecordShare): Promise<void> {
  const { command, madeAt, ...said } = parse(recordShareSchema, input)
  const { personId } = requireMember(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'campaigns.recordShare', input: said }, async () => {
      const volunteer = await volunteerOf(tx, personId)
      const kit = await lookUp(said.kitId, (id) => kitAsking(tx, personId, id), 'campaigns_kit_unknown')
      if (!volunteer || !kit.releaseAt || kit.releaseAt > ctx.now)
        throw new Refusal('notFound', { reason: 'campaigns_kit_unknown' })
      const made = plausibleMoment(madeAt ? new Date(madeAt) : undefined, ctx.now, kit.releaseAt)
      const { step, way, language, address } = said
      await insertShare(tx, kit.id, volunteer, { id: command, step, way, language, address, madeAt: made.at })
    }),
  )
}
