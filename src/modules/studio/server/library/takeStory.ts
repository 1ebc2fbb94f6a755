import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { announce } from '#platform/outbox/announce.ts'
import { readSettings } from '#platform/settings/settings.ts'
import { faultsInTaking, notToTake, takeStorySchema, type TakeStory } from '../../domain/library/story.ts'
import { homeOf, mayAnswerStory } from './libraryPolicy.ts'
import { insertDepicted, insertMedia, sameMedia } from './mediaStore.ts'
import { findStory, saveAnswered } from './storyStore.ts'

/**
 * Makes media of a volunteer's story, with the consent that she told of: her booth stands with it, and a piece that shows it credits the booth. Of what she said was
 * made or changed by a machine, the creator adds with what and how.
 * @throws Refusal notFound, forbidden, badInput; changedMeanwhile where it is answered, has no file, or its people agreed to be shown inside only
 */
export async function takeStory(ctx: Context, input: TakeStory): Promise<{ mediaId: string }> {
  const { command, ...said } = parse(takeStorySchema, input)
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'studio.takeStory', input: said }, async () => {
      const story = await findStory(tx, said.storyId, true)
      if (!story) throw new Refusal('notFound', { reason: 'studio_l_story_unknown' })
      authorise(mayAnswerStory(ctx.actor, story))
      const fault = notToTake(story)
      if (fault) throw new Refusal('changedMeanwhile', { reason: fault })
      const isMachine = story.synthetic !== 'none'
      const fields = faultsInTaking(said, story)
      if (Object.keys(fields).length > 0) throw new Refusal('badInput', { fields })
      const settings = await readSettings(tx.db)
      const home = homeOf(ctx.actor)!
      const { kind, file, thumb, screen, mediaType, bytes, width, height, ms, likeness } = story
      const media = {
        ...{
          id: uuidv7(ctx.now),
          kind: kind!,
          file: file!,
          thumb,
          screen,
          mediaType: mediaType!,
          bytes: bytes!,
          width,
          height,
          ms,
          likeness,
        },
        ...{ title: said.title, origin: 'booth' as const, originWords: null, rights: 'permission' as const },
        rightsWords: `${story.placeHi} · ${story.placeEn}`,
        shows: story.people > 0 ? ('people' as const) : ('nobody' as const),
        ...{
          synthetic: story.synthetic,
          tool: isMachine ? said.tool : null,
          what: isMachine ? said.what : null,
        },
        ...{ entityHi: settings?.nameHi ?? '', entityEn: settings?.nameEn ?? '', storyId: story.id },
        ...{ place: { id: home.placeId, lft: home.lft, rgt: home.rgt }, wing: home.wing, madeBy: personId },
      }
      const isNew = await insertMedia(tx, media)
      const mediaId = isNew ? media.id : (await sameMedia(tx, media))!.id
      // Nobody's name: how many, and that she who sent it says they agreed.
      if (isNew && story.people > 0)
        await insertDepicted(tx, {
          ...{ id: uuidv7(ctx.now), mediaId, basis: 'consent', madeBy: personId },
          name: `${story.people} × ${story.placeHi} · ${story.placeEn}`,
          givenBy: `${story.placeHi} · ${story.placeEn}`,
          ...{ givenOn: indianDay(story.madeAt), how: 'spoken' },
        })
      await saveAnswered(tx, story.id, { state: 'taken', by: personId, answer: null, mediaId })
      await announce(tx, 'studio.storyAnswered', { storyId: story.id, state: 'taken' })
      record(tx, 'studio.takeStory', `story:${story.id}`, { mediaId })
      return { mediaId }
    }),
  )
}
