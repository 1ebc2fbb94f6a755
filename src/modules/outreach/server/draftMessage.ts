import { createHash } from 'node:crypto'
import { outwardAim } from '#engines/outwardaim/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { parse } from '#platform/errors/parse.ts'
import { placeOf } from '#modules/places/server/index.ts'
import { contentOf, draftMessageSchema, type DraftMessage } from '../domain/message.ts'
import { fill, valuesFault, valuesOf, type Template } from '../domain/template.ts'
import { insertMessage } from './messageStore.ts'
import { mayWrite } from './policy.ts'
import { readOutreachSettings } from './settings.ts'

const AIMS = {
  post: 'outreach_aims_at_post',
  account: 'outreach_aims_at_account',
  tag: 'outreach_aims_at_tag',
  platform: 'outreach_aims_at_platform',
  link: 'outreach_aims_at_link',
} as const

/**
 * Writes a message to the people of a place and wing. Nothing is sent: its page shows the exact reach and the price first.
 * @throws Refusal badInput, among it words that aim at other people's posts or accounts (rule 2) and an SMS outside its registered wording;
 * forbidden outside the coordinator's scope
 */
export async function draftMessage(ctx: Context, input: DraftMessage): Promise<{ messageId: string }> {
  const { command, ...asked } = parse(draftMessageSchema, input)
  refuseAims(asked, ctx.platform.environment.origin)
  return ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'outreach.draftMessage', input: asked }, async () => {
      const { personId } = requirePerson(ctx.actor)
      const place = await placeOf(tx, asked.placeId)
      if (!place) throw new Refusal('badInput', { fields: { placeId: 'outreach_place_needed' } })
      authorise(mayWrite(ctx.actor, { ...place, wing: asked.wing }))
      const { templates } = await readOutreachSettings(tx.db)
      const { valuesHi, valuesEn, ...said } = asked
      const isSms = said.channels.includes('sms')
      const smsHi = isSms ? filled(templates, said.templateHi, valuesHi, 'Hi') : null
      const smsEn = isSms ? filled(templates, said.templateEn, valuesEn, 'En') : null
      const message = {
        ...said,
        templateHi: smsHi === null ? null : said.templateHi,
        templateEn: smsEn === null ? null : said.templateEn,
        smsHi,
        smsEn,
      }
      const messageId = uuidv7(ctx.now)
      await insertMessage(tx, {
        ...message,
        id: messageId,
        placeLft: place.lft,
        placeRgt: place.rgt,
        contentHash: createHash('sha256').update(contentOf(message)).digest('hex'),
        state: 'draft',
        madeBy: personId,
        madeAt: ctx.now,
        approvedBy: null,
        releasedAt: null,
        endsAt: null,
        endedAt: null,
        cancelledBy: null,
        cancelledWhy: null,
      })
      record(tx, 'outreach.draftMessage', `message:${messageId}`, {
        placeId: place.id,
        wing: asked.wing,
        channels: asked.channels,
      })
      return { messageId }
    }),
  )
}

/** Our own pages may be pointed to; nobody's posts and accounts. */
function refuseAims(said: Readonly<Record<string, unknown>>, origin: string): void {
  const fields: Record<string, string> = {}
  for (const field of ['titleHi', 'titleEn', 'wordsHi', 'wordsEn', 'valuesHi', 'valuesEn']) {
    const text = said[field]
    if (typeof text !== 'string') continue
    const aim = outwardAim(withoutOwn(text, origin))
    if (aim) fields[field] = AIMS[aim]
  }
  if (Object.keys(fields).length > 0) throw new Refusal('badInput', { fields })
}

/** Addresses of our own pages, to their end: a host that only begins with ours stays where it is. */
const withoutOwn = (text: string, origin: string): string =>
  text
    .split(/(\s+)/)
    .map((word) => (word === origin || word.startsWith(`${origin}/`) ? '' : word))
    .join('')

function filled(templates: readonly Template[], id: string | null, typed: string, language: 'Hi' | 'En'): string | null {
  if (id === null) return null
  const template = templates.find((one) => one.id === id && one.language === language.toLowerCase())
  if (!template) throw new Refusal('badInput', { fields: { [`template${language}`]: 'outreach_template_unknown' } })
  const values = valuesOf(typed)
  const fault = valuesFault(template, values)
  if (fault) throw new Refusal('badInput', { fields: { [`values${language}`]: fault } })
  return fill(template, values)
} // prettier-ignore
