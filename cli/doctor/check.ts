import type { Line } from '#platform/database/embedded/index.ts'
import type { Platform } from '#platform/context.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import type { Database } from '#platform/database/pool.ts'
import type { Installation } from '../operate/installation.ts'

/** What one look found. */
export interface Finding {
  readonly ok: boolean
  /** What was seen: numbers and names, never a person. */
  readonly seen: string
  /** What to do, when it is not well. */
  readonly todo?: Line
}

/** A finding with its place: one line of the doctor's. */
export interface Report extends Finding {
  readonly edition: EditionName
  readonly id: string
  readonly name: string
}

/** What the doctor looks at in one edition. */
export interface Patient {
  readonly installation: Installation
  readonly platform: Platform
  /** The owner's eyes; undefined when the environment does not lend them. */
  readonly owner: Database | undefined
}

export interface Check {
  readonly id: string
  readonly name: Line
  look(patient: Patient): Promise<Finding>
}

export const well = (seen: string): Finding => ({ ok: true, seen })
export const unwell = (seen: string, en: string, hi: string): Finding => ({
  ok: false,
  seen,
  todo: { en, hi },
})
