import { systemActor } from '#platform/access/actor.ts'
import { actingAs, type Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { unseal } from '#platform/keys/sealed.ts'
import { openPhone } from '#modules/people/server/index.ts'
import { saidIn, smsIn } from '../domain/message.ts'
import { emailBinding } from './bindings.ts'
import { newestSent } from './demoInboxStore.ts'

export interface ReadableDelivery {
  readonly to: string
  readonly body: string
  readonly at: Date
}

/**
 * The newest SMS and e-mails of the made-up organisation in clear, as its inbox shows codes: nothing of them has left this machine.
 * @throws Refusal notFound anywhere else; the door stands behind demoOnly besides
 */
export async function readableDeliveries(ctx: Context): Promise<readonly ReadableDelivery[]> {
  if (!ctx.platform.demo) throw new Refusal('notFound')
  const { keys } = ctx.platform
  return actingAs(ctx, systemActor('demo')).transaction(async (tx) =>
    (await newestSent(tx)).map(
      ({ channel, language, personId, at, phoneSealed, emailSealed, ...message }) => ({
        at,
        ...(channel === 'sms'
          ? { to: openPhone(keys, personId, phoneSealed), body: smsIn(message, language)?.text ?? '' }
          : {
              to: emailSealed ? unseal(keys, emailSealed, emailBinding(personId)) : '',
              body: saidIn(message, language).words,
            }),
      }),
    ),
  )
}
