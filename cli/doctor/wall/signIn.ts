import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { systemActor } from '#platform/access/actor.ts'
import { createApiKey, resolveApiKey } from '#platform/accounts/apiKey.ts'
import { cookieNames } from '#platform/accounts/cookies.ts'
import { resolveSession } from '#platform/accounts/resolveSession.ts'
import { openSession } from '#platform/accounts/sessionStore.ts'
import { contextFor } from '#platform/context.ts'
import { sameHost } from '#platform/environment/environment.ts'
import { refusal, type Door, type Side } from './door.ts'
import { visit } from './visit.ts'

const context = ({ platform }: Side) => contextFor(platform, systemActor('doctor'))

/** A session of an account that is nobody's, made for this attempt and removed after it. */
export const cookie: Door = {
  id: 'cookie',
  name: { en: 'Cookie', hi: 'कुकी' },
  async tryToCross(own, other) {
    const accountId = randomUUID()
    const opened = await context(own).transaction(async (tx) => {
      await sql`insert into accounts.account (id, phone_sealed, phone_index, made_at)
        values (${accountId}, ${randomBytes(32)}, ${randomBytes(32)}, ${tx.now})`.execute(tx.db)
      const wall = { accountId, personId: null, deviceLabel: 'doctor --wall', deviceHash: randomBytes(32) }
      return openSession(tx, wall)
    })
    try {
      const web = await overHttp(own, other, opened.token)
      const atHome =
        (await resolveSession(own.platform, opened.token)) !== undefined && web.atHome !== 'stranger'
      const known = (await resolveSession(other.platform, opened.token)) !== undefined
      const holes = [
        ...(known ? ['the session opens'] : []),
        ...(web.opened ? ["the other edition's web server lets it in"] : []),
        ...(nameOf(own) === nameOf(other) ? ['both use one cookie name'] : []),
        ...(sameHost(originOf(own), originOf(other)) ? ['both are served from one host'] : []),
      ]
      const seen =
        holes.join(', ') || `unknown there, ${web.seen}; its cookie is ${nameOf(other)}, on another host`
      return { atHome: atHome && !web.halfServed, crossed: holes.length > 0, seen }
    } finally {
      await sql`delete from accounts.account where id = ${accountId}`.execute(own.platform.db)
    }
  },
}

/** The same over HTTP: known to its own server, a stranger to the other's, under its own cookie's name and under the other's. */
async function overHttp(own: Side, other: Side, token: string) {
  const [mine, theirs] = [own.platform.environment, other.platform.environment]
  const atHome = await visit(mine, mine.edition, token)
  const away = [await visit(theirs, mine.edition, token), await visit(theirs, theirs.edition, token)]
  const silent = [atHome, ...away].filter((welcome) => welcome === 'nobody answers').length
  return {
    atHome,
    opened: away.includes('known'),
    // With one server down, a refusal there would prove nothing.
    halfServed: silent > 0 && silent < 1 + away.length,
    seen:
      silent === 0
        ? 'known to its own web server and a stranger to the other'
        : silent === 1 + away.length
          ? 'by the databases; no web server runs, so none was asked'
          : 'but only one of the two web servers runs: start the other one',
  }
}

const originOf = ({ platform }: Side): string => platform.environment.origin
const nameOf = ({ platform }: Side): string => cookieNames(platform.environment.edition).session

/** A key of a person who does not exist; also tried under the other edition's name, in case only the name keeps it out. */
export const apiKey: Door = {
  id: 'api-key',
  name: { en: 'API key', hi: 'API कुंजी' },
  async tryToCross(own, other) {
    const { id, token } = await createApiKey(context(own), {
      personId: randomUUID(),
      name: 'doctor --wall',
      scopes: ['read'],
    })
    const [mine, theirs] = [own.platform.environment.edition, other.platform.environment.edition]
    const relabelled = token.replace(`kk_${mine}_`, `kk_${theirs}_`)
    const opens = ({ platform }: Side, key: string) =>
      refusal(
        resolveApiKey(platform, `Bearer ${key}`, async () => ({ authorities: [], hasLeft: false })),
      ).then((no) => no === undefined)
    try {
      const atHome = await opens(own, token)
      const crossed = (await opens(other, token)) || (mine !== theirs && (await opens(other, relabelled)))
      return { atHome, crossed, seen: crossed ? 'the key opens' : 'the key is refused, also relabelled' }
    } finally {
      await sql`delete from accounts.api_key where id = ${id}`.execute(own.platform.db)
    }
  },
}
