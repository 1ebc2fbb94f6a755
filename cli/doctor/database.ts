import { sql } from 'kysely'
import { personalTables } from '#platform/access/personalTables.ts'
import { verifyAudit } from '#platform/audit/verify.ts'
import { pendingMigrations } from '#platform/database/migrate.ts'
import { standing } from '#platform/telemetry/standing.ts'
import { unwell, well, type Check } from './check.ts'

/** Seconds an event may wait before the worker is said to be behind. */
const BEHIND = 60

const migrations: Check = {
  id: 'migrations',
  name: { en: 'Migrations', hi: 'तालिकाओं का संस्करण' },
  async look({ platform, installation }) {
    const pending = await pendingMigrations(platform.db, installation.plan)
    return pending.length === 0
      ? well('none pending')
      : unwell(`pending: ${pending.join(', ')}`, 'Run: karyakarta migrate', 'चलाएँ: karyakarta migrate')
  },
}

const role: Check = {
  id: 'role',
  name: { en: 'The serving role is powerless', hi: 'सेवा-भूमिका के पास अधिकार नहीं' },
  async look({ platform }) {
    const { rows } = await sql<{ name: string; powers: string[]; owns: number; member: number }>`
      select rolname as name, owned.n as owns, membership.n as member, array_remove(array[
        case when rolsuper then 'superuser' end, case when rolbypassrls then 'bypassrls' end,
        case when rolcreatedb then 'createdb' end, case when rolcreaterole then 'createrole' end,
        case when rolreplication then 'replication' end], null) as powers
      from pg_roles,
        lateral (select count(*)::int as n from pg_class where relowner = pg_roles.oid) as owned,
        lateral (select count(*)::int as n from pg_auth_members where member = pg_roles.oid) as membership
      where rolname = current_user`.execute(platform.db)
    const { name, powers, owns, member } = rows[0]!
    const seen = `${name}: ${powers.join(', ') || 'no powers'}, owns ${owns}, member of ${member} roles`
    return powers.length + owns + member === 0
      ? well(seen)
      : unwell(
          seen,
          'Serve as a role that owns nothing and may bypass nothing (docs/operations.md).',
          'ऐसी भूमिका से चलाएँ जिसका कुछ अपना न हो और जो कुछ लाँघ न सके (docs/operations.md)।',
        )
  },
}

const rowSecurity: Check = {
  id: 'row-security',
  name: { en: 'Row-level security on personal tables', hi: 'निजी तालिकाओं पर पंक्ति-सुरक्षा' },
  async look({ platform }) {
    const rows = await personalTables(platform.db)
    const open = rows.filter(({ guarded }) => !guarded).map(({ name }) => name)
    const shown: string[] = []
    for (const { name } of rows) {
      const found = await sql`select from ${sql.table(name)} limit 1`.execute(platform.db)
      if (found.rows.length > 0) shown.push(name)
    }
    const seen = `${rows.length} tables forced, none shows a row when nobody acts`
    if (rows.length > 0 && open.length === 0 && shown.length === 0) return well(seen)
    const faults = [
      ...open.map((name) => `${name} not forced`),
      ...shown.map((name) => `${name} shows rows`),
    ].join(', ')
    return unwell(
      faults || 'no personal table found',
      'Run karyakarta migrate; do not serve until this holds.',
      'karyakarta migrate चलाएँ; यह ठीक होने तक सेवा न दें।',
    )
  },
}

const audit: Check = {
  id: 'audit',
  name: { en: 'Audit chain', hi: 'लेखा-शृंखला' },
  async look({ platform }) {
    const { entries, head, faults } = await verifyAudit(platform.db)
    const [first] = faults
    return first
      ? unwell(
          `entry ${first.seq} ${first.fault}`,
          'Somebody changed the log behind its back: keep this database as evidence, compare with a backup.',
          'किसी ने लेखे को पीछे से बदला है: इस डेटाबेस को सबूत रखें और बैकअप से मिलाएँ।',
        )
      : well(`${entries} entries, unbroken, head ${head.slice(0, 16)}`)
  },
}

const outbox: Check = {
  id: 'outbox',
  name: { en: 'Work behind the pages', hi: 'पृष्ठों के पीछे का काम' },
  async look({ platform }) {
    const { waiting, oldestSeconds, parked, jobs } = await standing(platform.db)
    const failed = jobs.filter(({ state }) => state === 'failed').reduce((sum, { count }) => sum + count, 0)
    const seen = `${waiting} events wait, ${parked} given up, ${failed} jobs failed in the last 14 days`
    if (parked > 0)
      return unwell(
        seen,
        'See last_error in outbox.event; mend the cause, then set attempts to 0.',
        'outbox.event में last_error देखें; कारण ठीक करके attempts को 0 करें।',
      )
    if (oldestSeconds > BEHIND)
      return unwell(
        `${seen}; the oldest for ${Math.round(oldestSeconds)} s`,
        'Is a worker running? karyakarta worker',
        'क्या worker चल रहा है? karyakarta worker',
      )
    return well(seen)
  },
}

export const DATABASE: readonly Check[] = [migrations, role, rowSecurity, audit, outbox]
