import type { Platform } from '../context.ts'
import { readSettings, type Settings } from './settings.ts'

/** How long a process may show old settings after somebody changed them; settings change a few times a year. */
const FRESH_FOR_MS = 5_000

const kept = new WeakMap<Platform, { readonly settings: Settings | undefined; readonly until: number }>()

/** The settings, read at most once in five seconds a process: every page shows the organisation's name. */
export async function currentSettings(platform: Platform): Promise<Settings | undefined> {
  const now = Date.now()
  const known = kept.get(platform)
  if (known && known.until > now) return known.settings
  const settings = await readSettings(platform.db)
  kept.set(platform, { settings, until: now + FRESH_FOR_MS })
  return settings
}

/** Whoever changed the settings sees them changed: this process reads them anew. Others do within five seconds. */
export const settingsChanged = (platform: Platform): void => void kept.delete(platform)
