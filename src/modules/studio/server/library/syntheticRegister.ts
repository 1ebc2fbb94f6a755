import { mayExportFrom, namesOf } from '#modules/people/server/index.ts'
import { authorise, requirePerson, requireSecondStep } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { maySee } from '../policy.ts'
import { maySeeLibrary, seesRegister } from './libraryPolicy.ts'
import { registeredMedia, type Registered } from './registerStore.ts'

/** Of a whole organisation's years; more than that asks for pages of their own. */
const MOST = 5_000
/** On one page. */
const SHOWN = 200

/** A line of the register: pieces are those whom the asker sees. */
export interface RegisterLine extends Omit<Registered, 'pieces' | 'madeBy'> {
  readonly pieces: readonly Omit<Registered['pieces'][number], 'placeLft' | 'placeRgt' | 'wing'>[]
  readonly broughtBy: string | undefined
}

/** Every medium that a machine made or changed: with what, in which pieces, under whose responsibility (rule 8 of docs/integrity.md). @throws Refusal notSignedIn, forbidden */
export async function viewSyntheticRegister(
  ctx: Context,
): Promise<{ readonly lines: readonly RegisterLine[]; readonly mayExport: boolean }> {
  requirePerson(ctx.actor)
  authorise(maySeeLibrary(ctx.actor))
  return ctx.transaction(async (tx) => ({
    lines: await linesOf(tx, ctx, SHOWN),
    mayExport: (await mayTakeOut(tx, ctx)).allowed,
  }))
}

export interface RegisterExport {
  /** Stands in the file, in its name and in the audit log. */
  readonly fileId: string
  readonly at: Date
  readonly lines: readonly RegisterLine[]
}

/**
 * The register for a file: a right of its own (people's, since it names who brought what), asked with the second step, and noted.
 * @throws Refusal notSignedIn, secondStepNeeded, forbidden; tooLarge
 */
export async function exportSyntheticRegister(ctx: Context): Promise<RegisterExport> {
  requirePerson(ctx.actor)
  authorise(maySeeLibrary(ctx.actor))
  requireSecondStep(ctx.actor)
  return ctx.transaction(async (tx) => {
    authorise(await mayTakeOut(tx, ctx))
    const lines = await linesOf(tx, ctx, MOST + 1)
    if (lines.length > MOST) throw new Refusal('tooLarge', { reason: 'studio_l_y_too_many' })
    const fileId = uuidv7(ctx.now)
    record(tx, 'studio.exportSyntheticRegister', 'register:synthetic', { file: fileId, lines: lines.length })
    return { fileId, at: ctx.now, lines }
  })
}

/** Whoever may take lists of people out of a part that she looks at may take out its register. */
async function mayTakeOut(tx: Transaction, ctx: Context) {
  const widest = seesRegister(ctx.actor).toSorted(
    (one, other) => other.rgt - other.lft - (one.rgt - one.lft),
  )[0]!
  return mayExportFrom(tx, widest, [widest.wing])
}

async function linesOf(tx: Transaction, ctx: Context, most: number): Promise<readonly RegisterLine[]> {
  const rows = await registeredMedia(tx, most)
  const names = await namesOf(
    tx,
    rows.map(({ madeBy }) => madeBy),
  )
  return rows.map(({ madeBy, pieces, ...line }) => ({
    ...line,
    broughtBy: madeBy ? names.get(madeBy)?.[ctx.locale] : undefined,
    pieces: pieces
      .filter((piece) => maySee(ctx.actor, piece).allowed)
      .map(({ id, hi, en, state, forms, isPublic }) => ({ id, hi, en, state, forms, isPublic })),
  }))
}
