import pg from 'pg'
import { refusal, type Door, type Side } from './door.ts'

/** Both roles of an edition knock at the other's database with their own passwords. */
export const sqlRole: Door = {
  id: 'sql-role',
  name: { en: 'SQL role', hi: 'SQL भूमिका' },
  async tryToCross(own, other) {
    const roles = [own.platform.environment.databaseUrl, own.installation.ownerUrl].filter(
      (url) => url !== undefined,
    )
    const there = new URL(other.platform.environment.databaseUrl)
    const knocks = await Promise.all(
      roles.map(async (url) => {
        const moved = new URL(url)
        ;[moved.hostname, moved.port, moved.pathname] = [there.hostname, there.port, there.pathname]
        return { role: moved.username, home: await connect(url), away: await connect(moved.href) }
      }),
    )
    // A server that is down would refuse too: the other edition's own role must get in at this moment.
    const open = (await connect(databaseOf(other))) === undefined
    const crossing = knocks.filter(({ away }) => away === undefined)
    return {
      atHome: open && knocks.every(({ home }) => home === undefined),
      crossed: crossing.length > 0,
      seen:
        crossing.length > 0
          ? `${crossing.map(({ role }) => role).join(', ')} may connect`
          : knocks.map(({ role, away }) => `${role}: ${away}`).join('; '),
    }
  },
}

const databaseOf = ({ platform }: Side): string => platform.environment.databaseUrl

async function connect(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    return await refusal(client.connect().then(() => client.query('select 1')))
  } finally {
    await client.end().catch(() => {})
  }
}
