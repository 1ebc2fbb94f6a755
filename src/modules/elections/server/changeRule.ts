import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { changeRuleSchema, confirmationAfter, wrongIn, type ChangeRule, type Rule } from '../domain/rule.ts'
import { keeper } from './keeping.ts'
import { mayChangeRules, maySeeCalendar } from './policy.ts'
import { insertVersion, rulesOf } from './ruleStore.ts'

/** Every rule with its source, for whoever reads the calendar. @throws Refusal forbidden */
export async function listRules(
  ctx: Context,
): Promise<{ readonly rules: readonly Rule[]; readonly mayChange: boolean }> {
  requirePerson(ctx.actor)
  authorise(maySeeCalendar(ctx.actor))
  return ctx.transaction(async (tx) => ({
    rules: await rulesOf(tx),
    mayChange: mayChangeRules(ctx.actor).allowed,
  }))
}

/**
 * Changes a rule as it was seen: its minutes, ways, source, whether the lawyer has confirmed it, whether it is on. The version before stays. What the
 * gate held is asked again.
 * @throws Refusal forbidden, secondStepNeeded, badInput; changedMeanwhile
 */
export async function changeRule(ctx: Context, input: ChangeRule): Promise<{ version: number }> {
  const { command, basedOn, ...said } = parse(changeRuleSchema, input)
  keeper(ctx.actor, mayChangeRules)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'elections.changeRule', input: { basedOn, ...said } }, async () => {
      const before = (await rulesOf(tx)).find(({ key }) => key === said.key)
      if (before?.version !== basedOn) throw new Refusal('changedMeanwhile', { reason: 'elections_changed' })
      const wrong = wrongIn(said, before)
      if (wrong) throw new Refusal('badInput', { fields: wrong })
      const after = { ...said, ...confirmationAfter(said, before) }
      if (!(await insertVersion(tx, { ...after, version: basedOn })))
        throw new Refusal('changedMeanwhile', { reason: 'elections_changed' })
      record(tx, 'elections.changeRule', `rule:${said.key}`, { before, after })
      await announce(tx, 'elections.calendarChanged', { electionId: null, phaseId: null })
      return { version: basedOn + 1 }
    }),
  )
}
