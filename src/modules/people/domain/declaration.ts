import { z } from 'zod'
import type { AppointedRole } from './appointment.ts'

/**
 * The words of the declaration (the room's messages `people_declaration_…`): I hold no appointment in the other edition's work. Words that
 * mean something else are a new version, together with a migration that renews `people.declaration_in_force()`.
 */
export const DECLARATION_VERSION = '2026-11-1'

/** Who helps without an office declares nothing: there is no power that could wait for it. */
const WITHOUT_OFFICE: ReadonlySet<AppointedRole> = new Set(['volunteer', 'field_volunteer'])

/** Whether an appointment counts only once its holder has declared (rule 13 of the house); `people.authority_of` holds the same. */
export const mustDeclare = (role: AppointedRole): boolean => !WITHOUT_OFFICE.has(role)

export const makeDeclarationSchema = z.object({
  command: z.uuid({ error: 'platform_command_missing' }),
  /** The words that were on the page. */
  version: z.literal(DECLARATION_VERSION, { error: 'people_declaration_outdated' }),
  agreed: z.literal(true, { error: 'people_declaration_tick' }),
})
export type MakeDeclaration = z.input<typeof makeDeclarationSchema>
