import { sql } from 'kysely'
import { z } from 'zod'
import { record } from '../audit/append.ts'
import type { Locale } from '../context.ts'
import type { Transaction } from '../database/transaction.ts'
import type { Database } from '../database/pool.ts'
import { changesOf } from './changesOf.ts'
import { inOneLanguage } from '../i18n/inOneLanguage.ts'

/** What an organisation chose at set-up. Neutral until it does: no party's name, colours or claims ship with the house. */
export const settingsSchema = z.object({
  nameHi: z.string().min(1).max(120),
  nameEn: z.string().min(1).max(120),
  /** The honorific on the volunteer card. */
  titleHi: z.string().min(1).max(60).default('बौद्धिक योद्धा'),
  titleEn: z.string().min(1).max(60).default('Bauddhik Yoddha'),
  /** `#rrggbb`; design/accent.ts makes it legible in light and dark. */
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#0b5d5b'),
  /**
   * Who answers complaints about personal data (DPDP Act 2023 s. 13), shown in the notice and on every public page. A name in both scripts is
   * parted by ` · `, Hindi first: see `inOneLanguage`.
   */
  grievanceName: z.string().min(1).max(120),
  grievanceContact: z.string().min(3).max(120),
  /** Two-digit code of the state whose places are organised; the map is named after it. */
  stateHi: z.string().default('राजस्थान'),
  stateEn: z.string().default('Rajasthan'),
  /** The organisation's own names of ranks, by the rank's key; what is not named has the built-in word. Which keys there are, the room knows. */
  ranks: z
    .record(z.string(), z.object({ hi: z.string().min(1).max(60), en: z.string().min(1).max(60) }))
    .optional(),
})

export type Settings = z.output<typeof settingsSchema>

/** Who answers complaints, in the visitor's language; null before set-up. */
export const grievanceOf = (
  settings: Settings | undefined,
  locale: Locale,
): { readonly name: string; readonly contact: string } | null =>
  settings
    ? {
        name: inOneLanguage(settings.grievanceName, locale),
        contact: inOneLanguage(settings.grievanceContact, locale),
      }
    : null

/** @returns undefined before set-up */
export async function readSettings(db: Database): Promise<Settings | undefined> {
  const found = await sql<{
    value: unknown
  }>`select value from platform.setting where key = 'organisation'`.execute(db)
  return found.rows[0] ? settingsSchema.parse(found.rows[0].value) : undefined
}

/**
 * Saves all settings at once; the audit log keeps what changed, from what to what. Names of ranks stay as they are where none are given.
 * @param verb whose change it is
 */
export async function saveSettings(
  tx: Transaction,
  settings: Settings,
  verb = 'platform.saveSettings',
): Promise<void> {
  const before = await readSettings(tx.db)
  const after: Settings = { ...settings, ranks: settings.ranks ?? before?.ranks }
  await sql`
    insert into platform.setting (key, value, changed_at) values ('organisation', ${JSON.stringify(after)}::jsonb, ${tx.now})
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at`.execute(tx.db)
  record(tx, verb, 'setting:organisation', { changed: changesOf(before ?? {}, after) })
}

/** Settings as they stand, held still until the transaction ends. @returns undefined before set-up */
export async function lockSettings(tx: Transaction): Promise<Settings | undefined> {
  await sql`select from platform.setting where key = 'organisation' for update`.execute(tx.db)
  return readSettings(tx.db)
}
