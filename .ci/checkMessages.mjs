/** A message that lacks Hindi or English, or differs in its parameters, fails. Message keys are unique across rooms. */
import { existsSync, readFileSync } from 'node:fs'

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
if (!existsSync('src/paraglide/messages.js')) faults.push('messages are not compiled: npm run messages')
for (const fault of faults) console.error(fault)
process.exit(faults.length ? 1 : 0)
