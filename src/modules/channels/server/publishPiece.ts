import { z } from 'zod'
import { indianMoment, isMissed } from '#engines/indiantime/index.ts'
import { tidy } from '#engines/typedtext/index.ts'
import { currentSettings } from '#platform/settings/currentSettings.ts'
import { commandId, once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import type { ReleaseRule } from '#platform/release/gate.ts'
import { FORMS } from '../domain/platform.ts'
import { askToPublish, type Asked } from './askToPublish.ts'
import { keeper } from './keeping.ts'
import { mayPublish } from './policy.ts'

const schema = z.object({
  command: commandId,
  pieceId: z.guid({ error: 'channels_piece_unknown' }),
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'channels_piece_unknown'),
  posts: z
    .array(
      z.object({
        channelId: z.guid({ error: 'channels_unknown' }),
        form: z.enum(FORMS, { error: 'channels_form_needed' }),
        language: z.enum(['hi', 'en']),
        title: z.string().transform(tidy).pipe(z.string().max(300, 'channels_why_long')),
        words: z.string().transform(tidy).pipe(z.string().max(65_000, 'channels_why_long')),
      }),
    )
    .min(1, 'channels_choose_one')
    .max(40),
  /** `YYYY-MM-DDTHH:MM`, India's time; empty: at once. */
  notBefore: z
    .union([
      z.literal(''),
      z.string().regex(/^20\d{2}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, 'channels_time_wrong'),
    ])
    .transform((said) => (said === '' ? undefined : indianMoment(said.slice(0, 10), said.slice(11))))
    .refine((moment) => moment === undefined || !Number.isNaN(moment.getTime()), 'channels_time_wrong'),
})
export type PublishPiece = z.input<typeof schema>

/**
 * Publishes an approved piece on channels of the organisation's own, at once or at an hour.
 * @param rules the edition's, of the release gate
 * @throws Refusal forbidden, secondStepNeeded, badInput, notFound when its bytes are not approved any more
 */
export async function publishPiece(
  ctx: Context,
  rules: readonly ReleaseRule[],
  input: PublishPiece,
): Promise<Asked> {
  const { command, ...said } = parse(schema, input)
  const person = keeper(ctx.actor, mayPublish)
  const settings = await currentSettings(ctx.platform)
  const host = new URL(ctx.platform.environment.origin).host
  const responsible = { hi: settings?.nameHi ?? host, en: settings?.nameEn ?? host }
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'channels.publish', input: said }, async () => {
      // What is public at once is not taken back unseen.
      if (said.notBefore && isMissed(said.notBefore, tx.now))
        throw new Refusal('badInput', { fields: { notBefore: 'channels_time_past' } })
      return askToPublish(tx, rules, { ...said, responsible, askedBy: person.personId })
    }),
  )
}
