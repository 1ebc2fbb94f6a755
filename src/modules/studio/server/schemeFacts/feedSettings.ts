import { z } from 'zod'
import type { Database } from '#platform/database/pool.ts'
import { readRoomSettings } from '#platform/settings/roomSettings.ts'

export const FEED_SETTINGS = 'studio.schemes'
const settingsSchema = z.object({ address: z.string().default('') })

/** Where the scheme feed is read; empty while nobody has said so. */
export const feedAddress = async (db: Database): Promise<string> =>
  (await readRoomSettings(db, FEED_SETTINGS, settingsSchema)).address
