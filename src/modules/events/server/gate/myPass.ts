import { addDays } from '#engines/indiantime/index.ts'
import { fitText } from '#engines/passes/index.ts'
import { passAddress, signCompact } from '#modules/credentials/server/index.ts'
import { requireMember } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { requireId } from '#platform/errors/requireId.ts'
import { serialOfCode } from '../../domain/gate/scan.ts'
import { isComing } from '../../domain/seats.ts'
import { ownPassFacts } from './gateListStore.ts'

/**
 * One's own entry pass as the address that its QR code writes; undefined for whom no seat is certain. It ends a day after the event, for a convention
 * ends after midnight.
 * @throws Refusal notSignedIn
 */
export async function myPass(ctx: Context, id: string): Promise<{ readonly address: string; readonly code: string } | undefined> {
  const { personId } = requireMember(ctx.actor)
  requireId(id, 'events_unknown')
  const facts = await ctx.transaction((tx) => ownPassFacts(tx, id, personId))
  if (!facts || facts.barred || !isComing(facts.state)) return undefined
  const madeOn = indianDay(facts.madeOn)
  const bytes = signCompact(ctx, {
    kind: 'event',
    serial: serialOfCode(facts.code)!,
    about: facts.number,
    from: madeOn < facts.endsOn ? madeOn : facts.endsOn,
    until: addDays(facts.endsOn, 1),
    name: fitText(facts.name),
    words: fitText(facts.placeHi),
  })
  return { address: passAddress(ctx.platform.environment.origin, bytes), code: facts.code }
} // prettier-ignore
