import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { placeOf } from '#modules/places/server/index.ts'
import { outwardAim } from '#engines/outwardaim/index.ts'
import { authorise } from '#platform/access/authorise.ts'
import type { Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { contentOf, type draftMessageSchema, type DraftContent } from '../domain/message.ts'
import { fill, valuesFault, valuesOf, type Template } from '../domain/template.ts'
import { mayWrite } from './policy.ts'
import { readOutreachSettings } from './settings.ts'

type Asked = Omit<z.output<typeof draftMessageSchema>, 'command'>

const AIMS = {
  post: 'outreach_aims_at_post',
  account: 'outreach_aims_at_account',
  tag: 'outreach_aims_at_tag',
  platform: 'outreach_aims_at_platform',
  link: 'outreach_aims_at_link',
} as const

/**
 * What a draft will say and to whom, from what was typed, with the hash that a second hand approves.
 * @throws Refusal badInput for an unknown place and an SMS outside its registered wording; forbidden outside the actor's scope
 */
export async function composeDraft(tx: Transaction, asked: Asked): Promise<DraftContent> {
  const place = await placeOf(tx, asked.placeId)
  if (!place) throw new Refusal('badInput', { fields: { placeId: 'outreach_place_needed' } })
  authorise(mayWrite(tx.actor, { ...place, wing: asked.wing }))
  const { templates } = await readOutreachSettings(tx.db)
  const { valuesHi, valuesEn, ...said } = asked
  const isSms = said.channels.includes('sms')
  const smsHi = isSms ? filled(templates, said.templateHi, valuesHi, 'Hi') : null
  const smsEn = isSms ? filled(templates, said.templateEn, valuesEn, 'En') : null
  const content = {
    ...said,
    placeLft: place.lft,
    placeRgt: place.rgt,
    templateHi: smsHi === null ? null : said.templateHi,
    templateEn: smsEn === null ? null : said.templateEn,
    smsHi,
    smsEn,
  }
  return { ...content, contentHash: createHash('sha256').update(contentOf(content)).digest('hex') }
}

/** Our own pages may be pointed to; nobody's posts and accounts (rule 2). @throws Refusal badInput, field by field */
export function refuseAims(said: Readonly<Record<string, unknown>>, origin: string): void {
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
