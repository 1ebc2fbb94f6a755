/**
 * Keeps the rooms' doors as docs/decisions/0012 has them:
 * - a front door (server/index.ts) gives other rooms at most 12 names, none of them by `*`;
 * - a route imports from a room's other server files only verbs: functions whose first argument is the request's Context, so that who acts,
 *   and with what authority, always comes along. Stores, policies and what works inside a transaction stay closed;
 * - a route reads a body by platform/errors/parse.ts, or says what becomes of one that cannot be read: that is the sender's mistake, never ours.
 */
import { globSync, readFileSync } from 'node:fs'

const MOST_NAMES = 12
const faults = []

for (const file of globSync('src/modules/*/server/index.ts')) {
  const text = readFileSync(file, 'utf8')
  const names = [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list]) =>
    list.split(',').filter((name) => name.trim() !== ''),
  )
  const others = text.match(/^export (?!(?:type )?\{)/gm) ?? []
  if (others.length > 0) faults.push(`${file}: a front door only passes names on, each by its name`)
  if (names.length > MOST_NAMES)
    faults.push(`${file}: ${names.length} names, ${MOST_NAMES} is the most a front door gives`)
}

const IMPORT = /import (type )?\{([^}]*)\} from '#modules\/([^/']+)\/server\/([^']+)'/g
for (const file of globSync('src/routes/**/*.{ts,svelte}')) {
  const text = readFileSync(file, 'utf8')
  if (/import \* as \w+ from '#modules\/[^']*\/server\//.test(text))
    faults.push(`${file}: name what you import`)
  if (/request\s*\.(?:formData|json|text|arrayBuffer)\(\)(?!\s*\.catch)/.test(text))
    faults.push(`${file}: a body that cannot be read would be a 500; read it by platform/errors/parse.ts`)
  for (const [, isType, list, room, path] of text.matchAll(IMPORT)) {
    if (isType || path === 'index.ts') continue
    const target = readFileSync(`src/modules/${room}/server/${path}`, 'utf8')
    for (const name of list
      .split(',')
      .map((each) => each.trim().split(' as ')[0])
      .filter((each) => each !== '' && !each.startsWith('type '))) {
      const verb = new RegExp(
        `export (?:async function ${name}|function ${name}|const ${name} = (?:async )?)\\(\\s*\\w+: Context\\b`,
      )
      if (!verb.test(target))
        faults.push(`${file}: ${name} of ${room}/server/${path} is no verb: it takes no Context`)
    }
  }
}

for (const fault of faults) console.error(fault)
process.exit(faults.length ? 1 : 0)
