import { z } from 'zod'
import { Refusal } from '#platform/errors/catalogue.ts'
import { keepable } from '#engines/typedtext/index.ts'
import { parse } from '#platform/errors/parse.ts'
import { FORMAT, MOST_COMMANDS, OUTBOX_VERBS, type Batch } from '#offline/wire.ts'

/** Characters of a batch without its photos: fifty of the longest reports. */
const LONGEST = 400_000
/** Fields that a form of ours has at most (a lesson of ten questions), and characters of one. */
const MOST_FIELDS = 80
const LONGEST_FIELD = 4_000

const schema = z.object({
  format: z.literal(FORMAT, { error: 'offline_app_too_new' }),
  owner: z.string().max(64),
  sentAt: z.iso.datetime({ offset: true }),
  commands: z
    .array(
      z.object({
        id: z.uuid({ error: 'platform_command_missing' }),
        verb: z.enum(OUTBOX_VERBS),
        fields: z
          .record(z.string().max(60), z.string().max(LONGEST_FIELD).transform(keepable))
          .refine((fields) => Object.keys(fields).length <= MOST_FIELDS),
        madeAt: z.iso.datetime({ offset: true }),
      }),
    )
    .min(1),
})

/** @throws Refusal badInput for what no app of ours sends, tooLarge for more commands than a batch carries */
export function readBatch(text: string | undefined): Batch {
  if (text !== undefined && text.length > LONGEST) throw new Refusal('tooLarge')
  let said: unknown
  try {
    said = JSON.parse(text ?? '')
  } catch (cause) {
    throw new Refusal('badInput', { cause })
  }
  const commands = (said as { commands?: unknown } | null)?.commands
  if (Array.isArray(commands) && commands.length > MOST_COMMANDS) throw new Refusal('tooLarge')
  return parse(schema, said)
}
