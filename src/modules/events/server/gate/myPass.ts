import type { z } from 'zod'
import { addDays } from '#engines/indiantime/index.ts'
import { fitText } from '#engines/passes/index.ts'
import { passAddress, signCompact } from '#modules/credentials/server/index.ts'
import { requireMember } from '#platform/access/authorise.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { serialOfCode } from '../../domain/gate/scan.ts'
import { eventId } from '../../domain/said.ts'
import { isComing } from '../../domain/seats.ts'
import { ownPassFacts } from './gateListStore.ts'

/**
 * One's own entry pass as the address that its QR code writes; undefined for whom no seat is certain. It ends a day after the event, for a convention
 * ends after midnight.
 * @throws Refusal notSignedIn
 */
export async function myPass(ctx: Context, asked: string): Promise<{ readonly address: string; readonly code: string } | undefined> {
  const { personId } = requireMember(ctx.actor)
  const id = parse(eventId as z.ZodType<string>, asked)
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
