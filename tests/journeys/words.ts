import { readFileSync } from 'node:fs'

export type Language = 'hi' | 'en'

const settings = JSON.parse(readFileSync('project.inlang/settings.json', 'utf8')) as {
  'plugin.inlang.messageFormat': { pathPattern: string[] }
}

/** A text, or several by the number that they say. */
type Message = string | readonly [{ readonly selectors: readonly string[]; readonly declarations: readonly string[]; readonly match: Readonly<Record<string, string>> }] // prettier-ignore

const read = (language: Language): Record<string, Message> =>
  Object.assign(
    {},
    ...settings['plugin.inlang.messageFormat'].pathPattern.map((pattern) =>
      JSON.parse(readFileSync(pattern.replace('{locale}', language), 'utf8')),
    ),
  ) as Record<string, Message>

const WORDS = { hi: read('hi'), en: read('en') }

/** What the interface says for a message, so that a journey reads what a person reads. */
export function word(
  language: Language,
  key: string,
  parameters: Record<string, string | number> = {},
): string {
  const message = WORDS[language][key]
  if (message === undefined) throw new Error(`no message ${key}`)
  const text = typeof message === 'string' ? message : textFor(language, message, parameters)
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? ''))
}

/** The form of a message that fits its number. */
function textFor(
  language: Language,
  [{ selectors, declarations, match }]: Exclude<Message, string>,
  parameters: Record<string, string | number>,
): string {
  const [selector] = selectors
  const local = declarations.find((each) => each.startsWith(`local ${selector} = `))
  const counted = local?.split(' = ')[1]?.split(':')[0] ?? ''
  const form = new Intl.PluralRules(language).select(Number(parameters[counted]))
  return match[`${selector}=${form}`] ?? ''
}
