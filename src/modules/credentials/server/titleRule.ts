import { z } from 'zod'
import { authorise, requirePerson, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { saveRoomSettings } from '#platform/settings/roomSettings.ts'
import { changesOf } from '#platform/settings/changesOf.ts'
import { titleRuleSchema, type TitleRule } from '../domain/titleRule.ts'
import { maySetTitleRule } from './policy.ts'
import { readTitleRule, TITLE_RULE_KEY } from './titleStore.ts'

const { courses, events } = titleRuleSchema.shape
const schema = z.object({ command: commandId, courses: courses.unwrap(), events: events.unwrap() })
export type SetTitleRule = z.input<typeof schema>

/** What earns the title here. @throws Refusal notSignedIn, secondStepNeeded, forbidden to whoever may not set it */
export async function viewTitleRule(ctx: Context): Promise<TitleRule> {
  requirePerson(ctx.actor)
  authorise(maySetTitleRule(ctx.actor))
  requireSecondStep(ctx.actor)
  return ctx.transaction(readTitleRule)
}

/**
 * Sets what earns the title. Whoever earned it by the rule of before keeps it; whoever meets the new one gets it, within moments.
 * @throws Refusal as viewTitleRule; badInput
 */
export async function setTitleRule(ctx: Context, input: SetTitleRule): Promise<void> {
  const { command, ...rule } = parse(schema, input)
  requirePerson(ctx.actor)
  authorise(maySetTitleRule(ctx.actor))
  requireSecondStep(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'credentials.setTitleRule', input: rule }, async () => {
      const changed = changesOf(await readTitleRule(tx), rule)
      await saveRoomSettings(tx, TITLE_RULE_KEY, rule)
      record(tx, 'credentials.setTitleRule', 'setting:credentials.title', { changed })
      await announce(tx, 'credentials.titleRuleChanged', {})
    }),
  )
}
