/**
 * A message that lacks Hindi or English, or differs in its parameters, fails, and so does one that nothing says. Message keys are unique
 * across rooms.
 */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'

const settings = JSON.parse(readFileSync('project.inlang/settings.json', 'utf8'))
const patterns = settings['plugin.inlang.messageFormat'].pathPattern
const read = (pattern, locale) => JSON.parse(readFileSync(pattern.replace('{locale}', locale), 'utf8'))
const parameters = (value) =>
  [...new Set(JSON.stringify(value).match(/\{\s*[a-z]\w*\s*\}/gi) ?? [])].sort().join()

const faults = []
const owner = new Map()
for (const pattern of patterns) {
  for (const locale of settings.locales)
    if (!existsSync(pattern.replace('{locale}', locale))) faults.push(`${pattern}: no ${locale} file`)
  if (faults.length) continue
  const hi = read(pattern, 'hi')
  const en = read(pattern, 'en')
  for (const key of new Set([...Object.keys(hi), ...Object.keys(en)])) {
    if (key === '$schema') continue
    if (!(key in hi)) faults.push(`${pattern}: ${key} has no Hindi`)
    else if (!(key in en)) faults.push(`${pattern}: ${key} has no English`)
    else if (parameters(hi[key]) !== parameters(en[key]))
      faults.push(`${pattern}: ${key} differs in its parameters`)
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
