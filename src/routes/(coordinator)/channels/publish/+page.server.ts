import { redirect } from '@sveltejs/kit'
import { recalledPieces } from '#modules/campaigns/server/recalledPieces.ts'
import { FORMS, type Form } from '#modules/channels/domain/platform.ts'
import { planPosts, publishable, type Typed } from '#modules/channels/server/planPosts.ts'
import { publishPiece } from '#modules/channels/server/publishPiece.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { readForm } from '#platform/errors/parse.ts'
import { attemptInWords } from '#platform/web/attemptInWords.ts'
import { withSecondStep } from '#platform/web/signedIn.ts'
import { inWords } from '../postWords.ts'
import type { Actions, PageServerLoad } from './$types'

type Fields = Readonly<Record<string, string>>

/** What was typed for each channel, by its id. */
function typedIn(fields: Fields): ReadonlyMap<string, Typed> {
  const found = new Map<string, Typed>()
  for (const [name, choice] of Object.entries(fields)) {
    if (!name.startsWith('choice-')) continue
    const id = name.slice('choice-'.length)
    const [form = '', language = ''] = choice.split(':')
    if (!(FORMS as readonly string[]).includes(form)) continue
    found.set(id, { form: form as Form, language: language === 'en' ? 'en' : 'hi', title: fields[`title-${id}`] ?? '', words: fields[`words-${id}`] ?? '' }) // prettier-ignore
  }
  return found
}

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event
  const { context, locale, settings, edition } = locals
  const pieceId = url.searchParams.get('piece')
  if (pieceId === null) {
    const pieces = await publishable(context)
    return { pieces, recalled: await recalledPieces(context, pieces), plan: null, command: '', responsible: { hi: '', en: '' }, locale } // prettier-ignore
  }
  const responsible = { hi: settings?.nameHi ?? url.host, en: settings?.nameEn ?? url.host }
  const plan = await planPosts(context, edition.releaseRules, pieceId, new Map(), responsible.hi)
  // Asked before anything is typed: afterwards it would be lost on the way to the second step and back.
  withSecondStep(event)
  return { pieces: null, recalled: await recalledPieces(context, [plan.piece]), plan: { ...plan, channels: plan.channels.map((one) => ({ ...one, points: one.points.map(inWords) })) }, command: uuidv7(context.now), responsible, locale } // prettier-ignore
}

export const actions: Actions = {
  /** Looks at what was typed, and sends nothing. */
  check: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    return attemptInWords(url, fields, async () => {
      const { context, settings, edition } = locals
      const plan = await planPosts(context, edition.releaseRules, url.searchParams.get('piece') ?? '', typedIn(fields), settings?.nameHi ?? url.host) // prettier-ignore
      return {
        typed: fields,
        checked: Object.fromEntries(
          plan.channels.map(({ channel, points }) => [channel.id, points.map(inWords)]),
        ),
      }
    })
  },
  publish: async ({ locals, request, url }) => {
    const fields = await readForm(request)
    const { command = '', hash = '', notBeforeDay = '', notBeforeTime = '' } = fields
    // Half an hour is none: a browser that is given a day without a time sends neither in one field.
    const notBefore = notBeforeDay || notBeforeTime ? `${notBeforeDay}T${notBeforeTime}` : ''
    const posts = [...typedIn(fields)].filter(([id]) => fields[`use-${id}`] !== undefined).map(([channelId, typed]) => ({ channelId, ...typed })) // prettier-ignore
    const done = await attemptInWords(
      url,
      fields,
      () =>
      publishPiece(locals.context, locals.edition.releaseRules, { command, pieceId: url.searchParams.get('piece') ?? '', hash, posts, notBefore }), // prettier-ignore
    )
    if ('targets' in done) redirect(303, `/channels/queue?asked${done.heldUntil ? `=${encodeURIComponent(done.heldUntil)}` : ''}`) // prettier-ignore
    return done
  },
}
