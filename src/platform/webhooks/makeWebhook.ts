import { isIP } from 'node:net'
import { z } from 'zod'
import { record } from '../audit/append.ts'
import { commandId, once } from '../commands/once.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../errors/catalogue.ts'
import { parse } from '../errors/parse.ts'
import { seal, unseal } from '../keys/sealed.ts'
import { isReachable } from '../web/outbound.ts'
import type { PublishedEvent } from './event.ts'
import { mayReachLoopback } from './mayReachLoopback.ts'
import { requireKeeper } from './policy.ts'
import { newSecret } from './signature.ts'
import { insertWebhook, secretOf } from './webhookStore.ts'

/** All that can be wrong with it at once: whoever mends one thing is not told of the next only then. */
const schemaFor = (published: readonly PublishedEvent[], allowLoopback: boolean) =>
  z.object({
    command: commandId,
    url: z
      .string({ error: 'webhooks_url_wrong' })
      .trim()
      .max(500, 'webhooks_url_wrong')
      .superRefine((url, check) => {
        const message = addressFault(url, allowLoopback)
        if (message) check.addIssue({ code: 'custom', message })
      }),
    events: z
      .array(z.string())
      .min(1, 'webhooks_events_needed')
      .max(100)
      .refine(
        (chosen) => chosen.every((name) => published.some((event) => event.name === name)),
        'webhooks_events_needed',
      ),
  })
export type MakeWebhook = z.input<ReturnType<typeof schemaFor>>

export const boundTo = (id: string): string => `platform.webhook.secret:${id}`

/**
 * Makes a webhook. Its secret is in the answer, and in no other: said again, the same command answers with the same secret.
 * @param published the events of this edition, of which some are chosen
 * @throws Refusal secondStepNeeded, forbidden, or badInput for an address that is none or lies in a closed network
 */
export async function makeWebhook(
  ctx: Context,
  input: MakeWebhook,
  published: readonly PublishedEvent[],
): Promise<{ readonly id: string; readonly secret: string }> {
  const { command, url, events } = parse(schemaFor(published, mayReachLoopback(ctx.platform)), input)
  const { keys } = ctx.platform
  return ctx.transaction(async (tx) => {
    const { personId } = requireKeeper(ctx.actor)
    const chosen = [...new Set(events)].toSorted()
    const asked = { url, events: chosen }
    const { id } = await once(tx, { id: command, verb: 'webhooks.make', input: asked }, async () => {
      const secretSealed = seal(keys, newSecret(), boundTo(command))
      await insertWebhook(tx, { id: command, url, events: chosen, secretSealed, madeBy: personId })
      record(tx, 'webhooks.make', `webhook:${command}`, { host: new URL(url).host, events: chosen })
      return { id: command }
    })
    const sealed = await secretOf(tx, id)
    if (!sealed) throw new Refusal('notFound', { reason: 'webhooks_unknown' })
    return { id, secret: unseal(keys, sealed, boundTo(id)) }
  })
}

/** What is wrong with an address; what its name leads to is judged anew at each delivery. */
function addressFault(text: string, allowLoopback: boolean): string | undefined {
  if (!URL.canParse(text)) return 'webhooks_url_wrong'
  const { protocol, hostname, username, password, hash } = new URL(text)
  if (username || password || hash) return 'webhooks_url_wrong'
  if (protocol !== 'https:' && !(allowLoopback && protocol === 'http:')) return 'webhooks_url_https'
  const host = hostname.replace(/^\[|\]$/g, '')
  return isIP(host) && !isReachable(host, allowLoopback) ? 'webhooks_url_closed' : undefined
}
