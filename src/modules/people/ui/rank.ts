import { page } from '$app/state'
import type { AppointedRole } from '../domain/appointment.ts'
import { ownRankName } from '../domain/ranks.ts'
import { roleWords } from './words.ts'

/**
 * What a rank is called on this page: by the organisation's own name for the role at that level, else for the role, else by the built-in
 * word. The names come with the page (`ranks` of its data), which has them from the settings that every request reads.
 * @param level of the place where the rank is held
 */
export const rankWord = (role: AppointedRole, level: string | undefined): string =>
  ownRankName(page.data.ranks, role, level) ?? roleWords[role]()
