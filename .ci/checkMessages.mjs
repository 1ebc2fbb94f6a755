/**
 * A message that lacks Hindi or English, or differs in its parameters, fails, and so does one that nothing says, or one with a brace that begins
 * no parameter. Message keys are unique across rooms.
 */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'

const settings = JSON.parse(readFileSync('project.inlang/settings.json', 'utf8'))
const patterns = settings['plugin.inlang.messageFormat'].pathPattern
const read = (pattern, locale) => JSON.parse(readFileSync(pattern.replace('{locale}', locale), 'utf8'))
const parameters = (value) =>
  [...new Set(JSON.stringify(value).match(/\{\s*[a-z]\w*\s*\}/gi) ?? [])].sort().join()

/** The sentences of a message, of all its forms. */
const sentences = (value) =>
  typeof value === 'string' ? [value] : value.flatMap(({ match = {} }) => Object.values(match))
/** A brace that is to be read is written \\{: as it is, the reader takes what follows for a parameter and says "undefined". */
const BARE_BRACE = /(?<!\\)\{(?!\s*[a-z]\w*\s*\})/i

/**
 * A count before a word that says several, in a message of one form only: "1 offices", "1 लोग". Such a message has two forms (a `plural`
 * selector, as people_c_found), or says the number after a colon, as where a page's own small script puts it in.
 */
const NOT_SEVERAL = 'was|is|has|this|its|always|says|becomes|ms'
const SEVERAL = {
  en: new RegExp(
    `(?<![\\\\])\\{\\w+\\} (?:[a-z-]+ )?(?!(?:${NOT_SEVERAL})\\b)(?:[a-z]{2,}s|people|are|were|have)\\b`,
  ),
  hi: /\{\w+\} (?:\S+ )?(?:लोग|लोगों|नए|छूटे|सीटें|जाँचें|सूचनाएँ|[\p{L}\p{M}]+(?:ियाँ|ियों))(?![\p{L}\p{M}])/u,
}
/** Never one, or no count at all. */
const ALWAYS_SEVERAL = new Set([
  'people_booth_split_text', // a split makes two at least
  'people_s_holders_first', // as many as a list names, where there are more
  'outreach_c_values_hint', // letters of a template’s value
])

const faults = []
const owner = new Map()
for (const pattern of patterns) {
  const absent = settings.locales.filter((locale) => !existsSync(pattern.replace('{locale}', locale)))
  for (const locale of absent) faults.push(`${pattern}: no ${locale} file`)
  if (absent.length) continue
  const hi = read(pattern, 'hi')
  const en = read(pattern, 'en')
  for (const key of new Set([...Object.keys(hi), ...Object.keys(en)])) {
    if (key === '$schema') continue
    if (!(key in hi)) faults.push(`${pattern}: ${key} has no Hindi`)
    else if (!(key in en)) faults.push(`${pattern}: ${key} has no English`)
    else if (parameters(hi[key]) !== parameters(en[key]))
      faults.push(`${pattern}: ${key} differs in its parameters`)
    for (const [locale, value] of [
      ['hi', hi[key]],
      ['en', en[key]],
    ]) {
      if (sentences(value ?? '').some((sentence) => BARE_BRACE.test(sentence)))
        faults.push(`${pattern}: ${key} has a brace that begins no parameter (${locale}): write \\\\{`)
      if (typeof value === 'string' && SEVERAL[locale].test(value) && !ALWAYS_SEVERAL.has(key))
        faults.push(`${pattern}: ${key} says several of a count that may be one (${locale}): ${value}`)
    }
    if (owner.has(key)) faults.push(`${key} stands in ${owner.get(key)} and in ${pattern}`)
    owner.set(key, pattern)
  }
}

// Used is a key that stands whole somewhere in the code (`m.key`, or the id of a refusal), or that a template begins (`room_refused_${id}`).
const code = globSync('src/**/*.{ts,svelte,js}', { exclude: (path) => /paraglide/.test(String(path)) })
  // A route may be a folder called after the file that it serves.
  .filter((file) => !file.endsWith('.test.ts') && statSync(file).isFile())
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')
const said = new Set(code.match(/\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b/g))
const begun = [
  ...new Set([...code.matchAll(/`([a-z][a-z0-9]*(?:_[a-z0-9]+)*_)\$\{/g)].map(([, start]) => start)),
]
for (const [key, pattern] of owner)
  if (!said.has(key) && !begun.some((start) => key.startsWith(start)))
    faults.push(`${pattern}: nothing says ${key}`)

if (!existsSync('src/paraglide/messages.js')) faults.push('messages are not compiled: npm run messages')
for (const fault of faults) console.error(fault)
process.exit(faults.length ? 1 : 0)
