import { m } from '#paraglide/messages.js'
import type { AppointedRole } from '../../domain/appointment.ts'

/** What the page shows of the house; as the server's view says it. */
export interface Names {
  readonly organisation: Readonly<
    Record<
      'nameHi' | 'nameEn' | 'titleHi' | 'titleEn' | 'accent' | 'grievanceName' | 'grievanceContact',
      string
    >
  >
  readonly wings: readonly {
    readonly number: number
    readonly key: string
    readonly nameHi: string
    readonly nameEn: string
    readonly retired: boolean
  }[]
  readonly inWings: readonly { readonly wing: number; readonly what: string; readonly n: number }[]
  readonly holders: readonly {
    readonly wing: number
    readonly nameHi: string
    readonly nameEn: string
    readonly role: AppointedRole
    readonly placeHi: string
    readonly placeEn: string
    readonly placeLevel: string
  }[]
  readonly ranks: Readonly<Record<string, { readonly hi: string; readonly en: string }>>
  readonly seen: Readonly<Record<'organisation' | 'wings' | 'ranks', string>>
}

/** What the page was answered: what was done, or what was refused of the form called `typed.at`. */
export interface NamesAnswer {
  readonly done?: string
  readonly refusal?: { readonly words: string; readonly fields: Readonly<Record<string, string>> }
  readonly typed?: Readonly<Record<string, string>>
}

/** A form that was refused: what was typed, what is wrong where, and whether somebody else changed it meanwhile. */
export interface RefusedNames {
  readonly typed: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
  readonly isOvertaken: boolean
}

/** What one of the forms is told of its answer; nothing where it was not refused. */
export const refusedBy = ({ refusal, typed }: NamesAnswer = {}): RefusedNames | undefined =>
  refusal && typed && { typed, errors: refusal.fields, isOvertaken: Object.keys(refusal.fields).length === 0 }

/** What a field of such a form holds: what was typed, else what stands; and what stands, where somebody else changed it under one's hands. */
export function fieldOf(refused: RefusedNames | undefined, name: string, stands: string) {
  const typed = refused?.typed[name]
  return {
    id: name,
    name,
    defaultValue: typed ?? stands,
    error: refused?.errors[name],
    hint:
      refused?.isOvertaken && typed !== undefined && typed !== stands
        ? m.people_s_now({ name: stands || '—' })
        : undefined,
  }
}
