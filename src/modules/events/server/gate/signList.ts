import { openPhone } from '#modules/people/server/index.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { encodeGateList, type Standing } from '../../domain/gate/gateList.ts'
import { markOfPhone } from '../../domain/gate/phoneMark.ts'
import { serialOfCode } from '../../domain/gate/scan.ts'
import type { RegistrationState } from '../../domain/seats.ts'
import { signerOf } from './gateKeys.ts'
import { countPasses, gateRows, saveMarks, unmarkedPhones, type GateRow } from './gateListStore.ts'

const STANDING_OF = {
  registered: 'coming',
  asked: 'coming',
  offered: 'offered',
  waiting: 'waiting',
  withdrawn: 'withdrawn',
} as const satisfies Record<RegistrationState, Standing>
const standingOf = ({ state, barred }: GateRow): Standing => (barred ? 'barred' : STANDING_OF[state])

/** A change is told again for so long: it may have been under way when the list before was made, milliseconds. */
const OVERLAP_MS = 10 * 60_000

/** Signs an event's list as it stands: whole, or what changed since a moment (milliseconds). */
export async function signList(
  house: Context,
  tx: Transaction,
  {
    eventId,
    about,
    since,
  }: { readonly eventId: string; readonly about: number; readonly since: number | undefined },
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly passes: number }> {
  await markPhones(house, tx, eventId)
  const rows = await gateRows(tx, eventId, since === undefined ? undefined : new Date(since - OVERLAP_MS))
  const total = since === undefined ? rows.length : await countPasses(tx, eventId)
  const bytes = encodeGateList(
    {
      about,
      madeAt: house.now.getTime(),
      since: since ?? null,
      total,
      passes: rows.map((row) => ({
        serial: serialOfCode(row.code)!,
        standing: standingOf(row),
        place: row.placeHi,
        name: row.nameHi ?? row.nameEn ?? '',
        nameLatin: row.nameHi && row.nameEn && row.nameEn !== row.nameHi ? row.nameEn : '',
        mark: row.mark,
      })),
    },
    signerOf(house),
  )
  return { bytes, passes: rows.length }
}

/** Each phone is opened once, for a number that one phone in a thousand shares; the phone itself goes nowhere. */
async function markPhones({ platform }: Context, tx: Transaction, eventId: string): Promise<void> {
  const marks = (await unmarkedPhones(tx, eventId)).flatMap(({ id, personId, phoneSealed }) => {
    const mark = markOfPhone(openPhone(platform.keys, personId, phoneSealed))
    return mark === undefined ? [] : [{ id, mark }]
  })
  if (marks.length > 0) await saveMarks(tx, marks)
}
