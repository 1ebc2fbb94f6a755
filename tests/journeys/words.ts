import { readFileSync } from 'node:fs'

export type Language = 'hi' | 'en'

const settings = JSON.parse(readFileSync('project.inlang/settings.json', 'utf8')) as {
  'plugin.inlang.messageFormat': { pathPattern: string[] }
}

const read = (language: Language): Record<string, string> =>
  Object.assign(
    {},
    ...settings['plugin.inlang.messageFormat'].pathPattern.map((pattern) =>
      JSON.parse(readFileSync(pattern.replace('{locale}', language), 'utf8')),
    ),
  ) as Record<string, string>

const WORDS = { hi: read('hi'), en: read('en') }

/** What the interface says for a message, so that a journey reads what a person reads. */
export function word(
  language: Language,
  key: string,
  parameters: Record<string, string | number> = {},
): string {
  const text = WORDS[language][key]
  if (text === undefined) throw new Error(`no message ${key}`)
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? ''))
}
