import type { Database } from '#platform/database/pool.ts'
import { readRoomSettings } from '#platform/settings/roomSettings.ts'
import { outreachSettingsSchema, type OutreachSettings } from '../domain/settings.ts'

export const SETTINGS_KEY = 'outreach'
export const readOutreachSettings = (db: Database): Promise<OutreachSettings> =>
  readRoomSettings(db, SETTINGS_KEY, outreachSettingsSchema)
