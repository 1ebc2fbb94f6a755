import { StartRefused } from '../database/embedded/index.ts'

/** A backup or restore that must not go on: one clear line for the person at the keyboard. */
export const backupRefused = (id: string, en: string, hi: string): StartRefused =>
  new StartRefused(`backup_${id}`, {}, { en, hi })
