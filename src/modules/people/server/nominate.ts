import { parsePhone } from '#platform/accounts/phone.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { blindIndex } from '#platform/keys/sealed.ts'
import { nominateSchema, type Nominate } from '../domain/nominee.ts'
import { twoScriptName } from '../domain/person.ts'
import { lockSelf } from './lockSelf.ts'
import { saveNominee } from './nomineeStore.ts'

/**
 * Names, or names anew, who is to use one's rights over one's data in case of death or incapacity (DPDP Act 2023 s. 14). The nominee is
 * not told and gets no access; name and number are kept sealed until they are needed.
 */
export async function nominate(ctx: Context, input: Nominate): Promise<void> {
  const { command, ...asked } = parse(nominateSchema, input)
  const phone = parsePhone(asked.nomineePhone)
  if (!phone.ok) throw new Refusal('badInput', { fields: { nomineePhone: phone.reason } })
  const { keys } = ctx.platform
  const digest = blindIndex(keys, JSON.stringify(asked)).toString('hex')
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'people.nominate', input: digest }, async () => {
      const self = await lockSelf(tx)
      const { name } = twoScriptName(asked.nomineeName)
      await saveNominee(tx, keys, self.id, { name, phone: phone.phone })
      record(tx, 'people.nominate', `person:${self.id}`)
    }),
  )
}
