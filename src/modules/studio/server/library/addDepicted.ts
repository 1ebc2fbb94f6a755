import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { addDepictedSchema, type AddDepicted } from '../../domain/library/media.ts'
import { mayDescribe } from './libraryPolicy.ts'
import { findMedia, insertDepicted } from './mediaStore.ts'

/**
 * Writes down who can be recognised in a medium and by what right she is shown: her own consent or her family's (who gave it, when, how), the news, a public record,
 * or that nobody has asked yet, which keeps every piece with it from approval.
 * @throws Refusal notFound, forbidden, badInput; changedMeanwhile where nobody is to be seen or it was taken out of use
 */
export async function addDepicted(ctx: Context, input: AddDepicted): Promise<{ depictedId: string }> {
  const { command, ...said } = parse(addDepictedSchema, input)
  const { personId } = requirePerson(ctx.actor)
  if (said.givenOn !== undefined && said.givenOn > indianDay(ctx.now))
    throw new Refusal('badInput', { fields: { givenOn: 'studio_l_day_ahead' } })
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.addDepicted', input: said }, async () => {
      const media = await findMedia(tx, said.mediaId, true)
      if (!media) throw new Refusal('notFound', { reason: 'studio_l_unknown' })
      authorise(mayDescribe(ctx.actor, media))
      if (media.shows === 'nobody' || media.withdrawnAt)
        throw new Refusal('changedMeanwhile', { reason: 'studio_l_shows_nobody' })
      const id = uuidv7(ctx.now)
      await insertDepicted(tx, { ...said, id, madeBy: personId })
      record(tx, 'studio.addDepicted', `media:${media.id}`, { depicted: id, basis: said.basis })
      return { depictedId: id }
    }),
  )
}
