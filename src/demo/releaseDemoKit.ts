import { KIT_FORMS } from '#modules/campaigns/domain/files.ts'
import { releaseKit, saveCampaign, saveKit } from '#modules/campaigns/server/index.ts'
import { membershipOf } from '#modules/people/server/index.ts'
import { approvedPiece, studioJobs } from '#modules/studio/server/index.ts'
import { personActor, systemActor } from '#platform/access/actor.ts'
import { DAY_MS } from '#platform/clock/clock.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { contextFor, type Context, type Platform } from '#platform/context.ts'
import { demoId } from './demoId.ts'
import { ORGANISATION_PERSONAS } from './personas.ts'

/** For so many days the made-up volunteers have a kit. */
const DAYS = 60

/**
 * Puts a kit into the made-up volunteers' hands, by the rooms' own verbs: of the made-up piece that two approved, drawn here and now, written by the
 * state coordinator and released by the administrator. Called once, when the demo is filled.
 */
export async function releaseDemoKit(platform: Platform): Promise<void> {
  const house = contextFor(platform, systemActor('demo'))
  const piece = await house.transaction((tx) => approvedPiece(tx, demoId('piece/idea')))
  if (!piece) throw new Error('the made-up piece is not approved')
  const writer = await actingAs(platform, ORGANISATION_PERSONAS.stateCoordinator.personId)
  const lastDay = indianDay(new Date(writer.now.getTime() + DAYS * DAY_MS))
  const { campaignId } = await saveCampaign(writer, {
    command: uuidv7(),
    kind: 'idea',
    nameHi: 'गाँव का पानी',
    nameEn: 'Water of the village',
    aimHi: 'लोग देखें कि मिलकर क्या हो सकता है, और इस रविवार अपनी बावड़ी तक चलें।',
    aimEn: 'People see what can be done together, and walk to their stepwell this Sunday.',
    placeId: piece.home.placeId,
    wings: [],
    languages: ['hi', 'en'],
    startsOn: indianDay(writer.now),
    endsOn: lastDay,
    target: '',
    sources: '',
  })
  const { kitId } = await saveKit(writer, {
    command: uuidv7(),
    campaignId,
    pieceId: piece.pieceId,
    promptHi: 'यह आपके गाँव के लिए क्यों मायने रखता है?',
    promptEn: 'Why does this matter in your village?',
    captionsHi: 'हमारी बावड़ी भी फिर से भर सकती है।\nपानी सबका है, तो मेहनत भी सबकी।\nइस रविवार मेरे साथ बावड़ी देखने चलिए।',
    captionsEn: 'Our stepwell can fill again too.\nThis Sunday, come with me to our stepwell.',
  })
  const run = { id: uuidv7(), attempt: 0, signal: new AbortController().signal }
  const renderForm = studioJobs.find(({ name }) => name === 'studio.renderForm')!
  // What the worker would do in its own time: a newcomer finds the kit at once.
  for (const form of [...KIT_FORMS, 'story', 'poster', 'mark'] as const)
    for (const language of ['hi', 'en'] as const)
      await renderForm.handle(house, { pieceId: piece.pieceId, hash: piece.hash, form, language }, run)
  const releaser = await actingAs(platform, ORGANISATION_PERSONAS.administrator.personId)
  await releaseKit(releaser, { command: uuidv7(), kitId, basedOn: 1, expiry: { day: lastDay, time: '18:00' } }, [])
} // prettier-ignore

/** One of the made-up people with the offices that she holds. */
async function actingAs(platform: Platform, personId: string): Promise<Context> {
  const own = demoId(`session/${personId}`)
  const { authorities } = await membershipOf(platform, personId)
  return contextFor(
    platform,
    personActor({ personId, accountId: own, sessionId: own, assurance: 1, authorities }),
  )
}
