import { scorePair, type FieldScore } from '#engines/matching/index.ts'
import { authorise, requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { hasAuthority } from '../domain/appointment.ts'
import { isConfirmed } from '../domain/ladder.ts'
import {
  appointmentsAtMerge,
  openOnes,
  previewSchema,
  proposedToStay,
  TAKEN_VALUES,
  whyNotMerged,
  whyNotTaken,
  type PreviewMerge,
  type TakenValue,
} from '../domain/merge.ts'
import { appointmentsOf, type Appointment } from './appointmentStore.ts'
import { candidatesByIds, isKeptApart } from './duplicateStore.ts'
import { recordOf, sideOf, type DuplicateSide } from './listDuplicates.ts'
import { holdingsOf, type Holdings } from './mergePreviewStore.ts'
import { findPerson, phoneOf } from './personStore.ts'
import { mayKeepApart, mayMerge, mayTakeNumber } from './duplicatePolicy.ts'
import { knownPlace } from './placeOfStore.ts'
import { phoneSharedOf } from './sharingStore.ts'
import { noteSightings } from './sightingStore.ts'
import { wings } from './wingStore.ts'

export interface PreviewedSide extends DuplicateSide {
  /** The last two digits: enough to tell two numbers apart, too few to call one. */
  readonly numberEnds: string
  readonly wingHi: string
  readonly wingEn: string
  readonly holds: Omit<Holdings, 'personId'>
}

export interface MergePreview {
  readonly stays: PreviewedSide
  readonly gives: PreviewedSide
  readonly fields: readonly FieldScore[]
  readonly score: number
  /** Whose record is proposed to stay. */
  readonly proposedId: string
  /** The id of the message that says why the two cannot be merged in this direction. */
  readonly refused: string | undefined
  /** Somebody said that they are two people, whatever else stands in the way. */
  readonly isKeptApart: boolean
  /** What the two say differently, with the reason where the other's cannot be taken. */
  readonly differs: readonly { readonly value: TakenValue; readonly whyNot: string | undefined }[]
  /** Appointments of the record that gives way. */
  readonly pass: readonly Appointment[]
  readonly end: readonly Appointment[]
  /** Its vouch ends, since nobody stands on two. */
  readonly endsVouch: boolean
}

/**
 * What a merge would do, before anybody decides: the two records side by side, what would pass over, end and be kept. The look at both is
 * noted, as any look at a record.
 * @throws Refusal notFound for whom the actor may not see; forbidden unless the actor leads both
 */
export async function previewMerge(ctx: Context, input: PreviewMerge): Promise<MergePreview> {
  const actor = requirePerson(ctx.actor)
  const { staysId, givesId } = parse(previewSchema, input)
  return ctx.transaction(async (tx) => {
    const records = await candidatesByIds(tx, [staysId, givesId])
    const [a, b] = [records.get(staysId), records.get(givesId)]
    const [staysPerson, givesPerson] = [await findPerson(tx, staysId), await findPerson(tx, givesId)]
    if (!a || !b || !staysPerson || !givesPerson)
      throw new Refusal('notFound', { reason: 'people_c_person_unknown' })
    authorise(mayKeepApart(actor, a, b))
    const holds = await holdingsOf(tx, [staysId, givesId])
    const named = new Map((await wings(tx)).map((wing) => [wing.number, wing]))
    const withBooth = async (person: typeof staysPerson) => ({
      ...person,
      hasBooth: (await knownPlace(tx, person.placeId)).level === 'booth',
    })
    const [stays, gives] = [await withBooth(staysPerson), await withBooth(givesPerson)]
    const [held, others] = [await appointmentsOf(tx, staysId), await appointmentsOf(tx, givesId)]
    const [posts, givesPosts] = [openOnes(held, ctx.now), openOnes(others, ctx.now)]
    const { pass, end } = appointmentsAtMerge(givesPosts, posts, ctx.now)
    const mayBe = mayMerge(actor, { person: stays, posts }, { person: gives, posts: givesPosts }, pass)
    const isOfOffice = [...posts, ...pass].some(({ role }) => hasAuthority(role))
    const differ = {
      name: a.name !== b.name,
      phone: a.phone !== b.phone,
      place: a.placeId !== b.placeId || a.wing !== b.wing,
    }
    const ofNumber = mayTakeNumber(await phoneSharedOf(tx, givesId))
    const { score, fields } = scorePair(recordOf(a), recordOf(b))
    await noteSightings(tx, [staysId, givesId], actor.personId, 'record')
    const seen = async (side: typeof a): Promise<PreviewedSide> => ({
      ...sideOf(side),
      numberEnds: ((await phoneOf(tx, ctx.platform.keys, side.id)) ?? '').slice(-2),
      wingHi: named.get(side.wing)?.nameHi ?? '',
      wingEn: named.get(side.wing)?.nameEn ?? '',
      holds: holds.get(side.id)!,
    })
    const keptApart = await isKeptApart(tx, [staysId, givesId])
    return {
      isKeptApart: keptApart,
      stays: await seen(a),
      gives: await seen(b),
      fields,
      score,
      proposedId: proposedToStay(stays, gives).id,
      refused:
        whyNotMerged(stays.state, gives.state) ??
        (mayBe.allowed ? undefined : mayBe.reason) ??
        (keptApart ? 'people_d_kept_apart' : undefined) ??
        (pass.length > 0 && !isConfirmed(stays.state) ? 'people_d_keep_vouched' : undefined),
      differs: TAKEN_VALUES.filter((value) => differ[value]).map((value) => ({
        value,
        whyNot:
          whyNotTaken(value, stays, gives, isOfOffice) ??
          (value === 'phone' && !ofNumber.allowed ? ofNumber.reason : undefined),
      })),
      pass,
      end,
      endsVouch: holds.get(givesId)!.hasVouch,
    }
  })
}
