import { z } from 'zod'
import { electionId } from './election.ts'
import { calendarDay, command, line, lineIfAny } from './said.ts'

/** A committee's word for one material, by its hash. */
export interface Certificate {
  readonly id: string
  readonly electionId: string
  readonly number: string
  readonly authority: string
  /** `YYYY-MM-DD` */
  readonly issuedOn: string
  readonly title: string
  /** Hex SHA-256. */
  readonly material: string
  readonly note: string | null
  readonly withdrawnAt: Date | null
  readonly withdrawnWhy: string | null
}

export const addCertificateSchema = z.object({
  command,
  electionId,
  number: line(1, 80),
  authority: line(3, 200),
  issuedOn: calendarDay,
  title: line(3, 200),
  material: z
    .string({ error: 'elections_material_needed' })
    .transform((typed) => typed.replace(/\s/g, '').toLowerCase())
    .refine((hash) => /^[0-9a-f]{64}$/.test(hash), 'elections_material_needed'),
  note: lineIfAny(500),
})
export type AddCertificate = z.input<typeof addCertificateSchema>

export const withdrawCertificateSchema = z.object({
  command,
  certificateId: z.guid({ error: 'elections_certificate_unknown' }),
  why: line(3, 300),
})
export type WithdrawCertificate = z.input<typeof withdrawCertificateSchema>
