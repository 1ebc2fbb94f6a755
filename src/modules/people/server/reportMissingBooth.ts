import { z } from 'zod'
import { record } from '#platform/audit/append.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { after, type PersonState } from '../domain/ladder.ts'
import { missingBoothSchema } from '../domain/person.ts'
import { giveUpBooth } from './giveUpBooth.ts'
import { constituencyWithin } from './homePlace.ts'
import { lockSelf } from './lockSelf.ts'
import { insertMissingBooth, openMissingBoothOf } from './missingBoothStore.ts'
import { savePerson } from './personStore.ts'
import { wholeState } from './placeOfStore.ts'

const schema = z.object({ command: commandId, missing: missingBoothSchema })
export type ReportMissingBooth = z.input<typeof schema>

/**
 * "My booth is not on the list": the person stands at the constituency, whose coordinator finds or adds the booth.
 * @throws Refusal badInput on `missing.…`; forbidden for who is no member; changedMeanwhile while an earlier report is open, or an
 * office ties her to her booth
 */
export async function reportMissingBooth(
  ctx: Context,
  input: ReportMissingBooth,
): Promise<{ state: PersonState }> {
  const asked = parse(schema, input)
  return ctx.transaction((tx) =>
    once(tx, { id: asked.command, verb: 'people.reportMissingBooth', input: asked }, async () => {
      const self = await lockSelf(tx)
      const constituency = await constituencyWithin(tx, asked.missing.constituencyId, await wholeState(tx))
      const state = after(self.state, 'boothLeft', false)
      if (!state) throw new Refusal('forbidden', { reason: 'people_not_a_member' })
      if (await openMissingBoothOf(tx, self.id))
        throw new Refusal('changedMeanwhile', { reason: 'people_missing_already_reported' })
      const ended = await giveUpBooth(tx, self.id)
      await savePerson(tx, self.id, { state, place: constituency })
      const { described } = asked.missing
      const reportId = await insertMissingBooth(tx, {
        personId: self.id,
        constituency,
        wing: self.wing,
        described,
      })
      record(tx, 'people.reportMissingBooth', `person:${self.id}`, {
        report: reportId,
        place: constituency.id,
        appointmentsEnded: ended,
      })
      await announce(tx, 'people.boothMissing', { reportId, placeId: constituency.id, wing: self.wing })
      return { state }
    }),
  )
}
