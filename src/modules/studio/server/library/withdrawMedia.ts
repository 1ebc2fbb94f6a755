import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { withdrawMediaSchema, type WithdrawMedia } from '../../domain/library/media.ts'
import { mayWithdraw } from './libraryPolicy.ts'
import { findMedia, saveConsentWithdrawn, saveMediaWithdrawn } from './mediaStore.ts'

/**
 * Takes a medium out of use, because somebody withdrew her consent or for another reason. It stays in the register with the reason; every piece that shows it is
 * flagged and loses its approval (reactions.ts), and what was released of it is for the campaign to recall.
 * @throws Refusal notFound, forbidden, badInput; changedMeanwhile where it was withdrawn before
 */
export async function withdrawMedia(ctx: Context, input: WithdrawMedia): Promise<void> {
  const { command, ...said } = parse(withdrawMediaSchema, input)
  requirePerson(ctx.actor)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.withdrawMedia', input: said }, async () => {
      const media = await findMedia(tx, said.mediaId, true)
      if (!media) throw new Refusal('notFound', { reason: 'studio_l_unknown' })
      authorise(mayWithdraw(ctx.actor, media))
      const person = said.depictedId && media.people.find(({ id }) => id === said.depictedId)
      if (said.depictedId && !person) throw new Refusal('notFound', { reason: 'studio_l_unknown' })
      if (person ? person.withdrawnAt : media.withdrawnAt)
        throw new Refusal('changedMeanwhile', { reason: 'studio_l_withdrawn_already' })
      if (person) await saveConsentWithdrawn(tx, person.id, said.why)
      if (!media.withdrawnAt) await saveMediaWithdrawn(tx, media.id, said.why)
      // Also of a medium that is out of use already: a piece may rest on the consent and show another picture.
      await announce(tx, 'studio.mediaWithdrawn', { mediaId: media.id, file: media.file })
      record(tx, 'studio.withdrawMedia', `media:${media.id}`, {
        depicted: said.depictedId ?? null,
        why: said.why,
      })
    }),
  )
}
