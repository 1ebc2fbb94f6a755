import { requirePerson } from '#platform/access/authorise.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { unseal } from '#platform/keys/sealed.ts'
import type { BoothChange } from '../domain/boothChange.ts'
import { nextStep, type NextStep, type PersonState } from '../domain/ladder.ts'
import { nearestCoordinator } from './officeStore.ts'
import { openMissingBoothOf } from './missingBoothStore.ts'
import { findPerson, phoneBinding } from './personStore.ts'
import { pathTo, type PlaceOf } from './placeOfStore.ts'
import { isDeclarationDue } from './awaitsDeclaration.ts'
import { openBoothChange } from './boothChangeStore.ts'
import { wings } from './wingStore.ts'

/** A place as a page names it. */
export interface NamedPlace {
  readonly id: string
  readonly level: string
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
}

/** What Today says to a volunteer about herself. */
export interface StandingView {
  readonly nameHi: string
  readonly nameEn: string
  readonly state: PersonState
  readonly next: NextStep
  /** Undefined until a booth is chosen. */
  readonly booth: NamedPlace | undefined
  readonly constituency: NamedPlace | undefined
  readonly district: NamedPlace | undefined
  readonly wing: { readonly nameHi: string; readonly nameEn: string }
  /** The description of a booth that was reported missing and is not settled. */
  readonly missingBooth: string | undefined
  /** The nearest coordinator above, in one's own wing; undefined where nobody is appointed yet, and for whoever has left. */
  readonly coordinator:
    | {
        readonly nameHi: string
        readonly nameEn: string
        readonly place: NamedPlace
        /** E.164, only if that coordinator agreed to be called. */
        readonly phone: string | undefined
      }
    | undefined
  readonly appliedAt: Date
  /** She was given an office that counts once she has declared. */
  readonly awaitsDeclaration: boolean
  /** A restructure changed her booth, and she has not read it or not said which part is hers. */
  readonly boothChange: BoothChange | undefined
}

/** One's own standing: booth, coordinator, step on the ladder and what is next. @throws Refusal notSignedIn, notFound */
export async function myStanding(ctx: Context): Promise<StandingView> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const self = await findPerson(tx, personId)
    if (!self) throw new Refusal('notFound')
    const path = await pathTo(tx, { lft: self.placeLft, rgt: self.placeLft })
    const missing = await openMissingBoothOf(tx, personId)
    const wing = (await wings(tx)).find(({ number }) => number === self.wing)!
    const at = (level: string) => named(path.find((place) => place.level === level))
    return {
      nameHi: self.nameDevanagari,
      nameEn: self.nameLatin,
      state: self.state,
      next: nextStep(self.state, missing !== undefined, self.awaitsConsent && self.phoneVerifiedAt !== null),
      booth: at('booth'),
      constituency: at('constituency'),
      district: at('district'),
      wing: { nameHi: wing.nameHi, nameEn: wing.nameEn },
      missingBooth: missing?.described,
      // Who has left is nobody's volunteer: whom she could call is no longer hers to see.
      coordinator: self.state === 'left' ? undefined : await myCoordinator(tx, ctx, path),
      appliedAt: self.appliedAt,
      awaitsDeclaration: await isDeclarationDue(tx, personId),
      boothChange: await openBoothChange(tx, personId),
    }
  })
}

async function myCoordinator(
  tx: Transaction,
  ctx: Context,
  path: readonly PlaceOf[],
): Promise<StandingView['coordinator']> {
  const row = await nearestCoordinator(tx)
  const place = row && named(path.find(({ id }) => id === row.place_id))
  if (!row || !place) return undefined
  const phone = row.phone_sealed
    ? unseal(ctx.platform.keys, row.phone_sealed, phoneBinding(row.person_id))
    : undefined
  return { nameHi: row.name_hi, nameEn: row.name_en, place, phone }
}

/** A place's names, without where it stands in the tree. */
export const named = (place: PlaceOf | undefined): NamedPlace | undefined =>
  place && {
    id: place.id,
    level: place.level,
    code: place.code,
    nameHi: place.nameHi,
    nameEn: place.nameEn,
  }
