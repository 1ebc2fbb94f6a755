import type { Message } from '#modules/outreach/domain/message.ts'
import { valuesIn, type Template } from '#modules/outreach/domain/template.ts'

/** What a message says, as the form's fields hold it. */
export function fieldsOf(message: Message, templates: readonly Template[]): Record<string, string> {
  const { titleHi, titleEn, wordsHi, wordsEn, wing, audience, channels } = message
  return {
    titleHi: titleHi ?? '',
    titleEn: titleEn ?? '',
    wordsHi: wordsHi ?? '',
    wordsEn: wordsEn ?? '',
    wing: wing === null ? '' : String(wing),
    audience,
    ...wordingOf(templates, 'Hi', message.templateHi, message.smsHi),
    ...wordingOf(templates, 'En', message.templateEn, message.smsEn),
    ...Object.fromEntries(channels.map((channel) => [channel, 'on'])),
  }
}

/** The wording of an SMS and its values, one a line; nothing where it is not registered any more. */
function wordingOf(
  templates: readonly Template[],
  language: 'Hi' | 'En',
  id: string | null,
  text: string | null,
): Record<string, string> {
  const template = templates.find((one) => one.id === id && one.language === language.toLowerCase())
  const values = template && text !== null ? valuesIn(template, text) : undefined
  return template && values
    ? { [`template${language}`]: template.id, [`values${language}`]: values.join('\n') }
    : {}
}
