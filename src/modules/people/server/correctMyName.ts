import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { blindIndex } from '#platform/keys/sealed.ts'
import { announce } from '#platform/outbox/announce.ts'
import {
  correctedName,
  correctMyNameSchema,
  knownAfterOwnCorrection,
  nameSeen,
  type CorrectMyName,
} from '../domain/nameCorrection.ts'
import { lockSelf } from './lockSelf.ts'
import { saveName } from './nameStore.ts'
import { isNameTakenBehindPhone } from './householdStore.ts'

/**
 * Corrects one's own name, in either script or both (DPDP Act 2023 s. 12). A vouch stands; a name that is another one than the vouch was
 * given for is shown to the coordinator.
 * @throws Refusal changedMeanwhile when it is not the name that `basedOn` says; badInput when another of the household already has that name: a name and a phone are one person
 */
export async function correctMyName(ctx: Context, input: CorrectMyName): Promise<{ changed: boolean }> {
  const { command, basedOn, ...asked } = parse(correctMyNameSchema, input)
  const { keys } = ctx.platform
  // A keyed digest: a plain hash of a name could be guessed back.
  const digest = blindIndex(keys, JSON.stringify(asked)).toString('hex')
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.correctMyName', input: digest }, async () => {
      const self = await lockSelf(tx)
      // A name that was corrected elsewhere since is not written over in silence: she is asked.
      if (basedOn && basedOn !== nameSeen({ nameHi: self.nameDevanagari, nameEn: self.nameLatin }))
        throw new Refusal('changedMeanwhile', { reason: 'people_name_changed_meanwhile' })
      const name = correctedName(asked)
      if (await isNameTakenBehindPhone(tx, keys, self.id, name.name))
        throw new Refusal('badInput', { fields: { name: 'people_name_of_another' } })
      const known = knownAfterOwnCorrection(self, name.name, asked.otherScript)
      await saveName(tx, self.id, name, known)
      await announce(tx, 'people.nameCorrected', { personId: self.id, changed: known.changed })
      record(tx, 'people.correctMyName', `person:${self.id}`, { changed: known.changed })
      return { changed: known.changed }
    }),
  )
}
