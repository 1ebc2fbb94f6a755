import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { authorise, requirePerson, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { saveRoomSettings } from '#platform/settings/roomSettings.ts'
import { leavesTime } from '../domain/quietHours.ts'
import { outreachSettingsSchema, type OutreachSettings } from '../domain/settings.ts'
import { templateSchema } from '../domain/template.ts'
import { askHeldAgain } from './deliveryStore.ts'
import { mayChangeSettings, mayList } from './policy.ts'
import { readOutreachSettings, SETTINGS_KEY } from './settings.ts'

/** How the organisation sends: for whoever sees messages. @throws Refusal forbidden */
export async function viewOutreachSettings(
  ctx: Context,
): Promise<OutreachSettings & { readonly mayChange: boolean }> {
  requirePerson(ctx.actor)
  authorise(mayList(ctx.actor))
  const settings = await ctx.transaction((tx) => readOutreachSettings(tx.db))
  return { ...settings, mayChange: mayChangeSettings(ctx.actor).allowed }
}

const { quiet, paisePerSms, secondHandFrom, perDay, hours } = outreachSettingsSchema.shape
const rulesSchema = z.object({
  command: commandId,
  quiet: quiet.unwrap().refine(leavesTime, { path: ['until'], error: 'outreach_quiet_long' }),
  paisePerSms: paisePerSms.unwrap(),
  secondHandFrom: secondHandFrom.unwrap(),
  perDay: perDay.unwrap(),
  hours: hours.unwrap(),
})
export type ChangeOutreachRules = z.input<typeof rulesSchema>

/** Changes quiet hours, price and bounds. @throws Refusal forbidden to all but the administrator of the whole state; secondStepNeeded */
export async function changeOutreachRules(ctx: Context, input: ChangeOutreachRules): Promise<void> {
  const { command, ...rules } = parse(rulesSchema, input)
  await change(ctx, command, 'outreach.changeRules', rules, (before) => ({ ...before, ...rules }))
}

const addSchema = z.object({ command: commandId }).extend(templateSchema.shape)
export type AddTemplate = z.input<typeof addSchema>

/** Adds a registered wording, or puts it in the place of the one with the same id and language. @throws Refusal as changeOutreachRules */
export async function addTemplate(ctx: Context, input: AddTemplate): Promise<void> {
  const { command, ...template } = parse(addSchema, input)
  await change(ctx, command, 'outreach.addTemplate', template, ({ templates, ...rest }) => ({
    ...rest,
    templates: [
      ...templates.filter(({ id, language }) => id !== template.id || language !== template.language),
      template,
    ],
  }))
}

const removeSchema = z.object({ command: commandId, id: z.string().max(30), language: z.enum(['hi', 'en']) })
export type RemoveTemplate = z.input<typeof removeSchema>

/** Removes a wording; what was written with it goes out as it stands. @throws Refusal as changeOutreachRules */
export async function removeTemplate(ctx: Context, input: RemoveTemplate): Promise<void> {
  const { command, ...which } = parse(removeSchema, input)
  await change(ctx, command, 'outreach.removeTemplate', which, ({ templates, ...rest }) => ({
    ...rest,
    templates: templates.filter(({ id, language }) => id !== which.id || language !== which.language),
  }))
}

async function change(
  ctx: Context,
  command: string,
  verb: string,
  input: object,
  to: (before: OutreachSettings) => OutreachSettings,
): Promise<void> {
  const actor = requirePerson(ctx.actor)
  authorise(mayChangeSettings(actor))
  requireSecondStep(actor)
  await ctx.transaction((tx: Transaction) =>
    once(tx, { id: command, verb, input }, async () => {
      const before = await readOutreachSettings(tx.db)
      const settings = outreachSettingsSchema.safeParse(to(before))
      if (!settings.success) throw new Refusal('badInput', { reason: 'outreach_too_many_templates' })
      await saveRoomSettings(tx, SETTINGS_KEY, settings.data)
      // What waits for the end of the old quiet hours is asked about again within a minute: its page tells the new end, or it goes out.
      if (!isDeepStrictEqual(before.quiet, settings.data.quiet)) await askHeldAgain(tx, 'outreach')
      record(tx, verb, 'setting:outreach', input as Record<string, unknown>)
    }),
  )
}
