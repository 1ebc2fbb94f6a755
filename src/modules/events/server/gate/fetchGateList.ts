import { z } from 'zod'
import { authorise } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { openPhone } from '#modules/people/server/index.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { parse } from '#platform/errors/parse.ts'
import { encodeGateList, type Standing } from '../../domain/gate/gateList.ts'
import { markOfPhone } from '../../domain/gate/phoneMark.ts'
import { serialOfCode } from '../../domain/gate/scan.ts'
import type { RegistrationState } from '../../domain/seats.ts'
import { behindDevice } from './behindDevice.ts'
import { noteHeard } from './deviceStore.ts'
import { signerOf } from './gateKeys.ts'
import { countPasses, gateRows, saveMarks, unmarkedPhones, type GateRow } from './gateListStore.ts'
import { mayReadList } from './policy.ts'

/** Lists count their seconds from here (docs/formats/gate-sync.md): a device that says an earlier moment has no list of ours. */
const FIRST_MOMENT = Date.parse('2020-01-01T00:00:00Z')
const listSchema = z.object({
  token: z.string(),
  /** When the newest list of the device was made, milliseconds; left out: it has none. */
  since: z.coerce.number().int().min(FIRST_MOMENT).max(4_000_000_000_000).optional().catch(undefined),
})
/** A change is told again for so long: it may have been under way when the list before was made, milliseconds. */
const OVERLAP_MS = 10 * 60_000

const STANDING_OF = {
  registered: 'coming',
  asked: 'coming',
  offered: 'offered',
  waiting: 'waiting',
  withdrawn: 'withdrawn',
} as const satisfies Record<RegistrationState, Standing>
const standingOf = ({ state, barred }: GateRow): Standing => (barred ? 'barred' : STANDING_OF[state])

/**
 * The signed list of an event's passes for one of its devices: whole, or what changed since a moment.
 * @throws Refusal notSignedIn; forbidden once the device was taken off or the event is over
 */
export async function fetchGateList(
  ctx: Context,
  input: z.input<typeof listSchema>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { token, since } = parse(listSchema, input)
  return behindDevice(ctx, token, async (house, tx, device) => {
    authorise(mayReadList(device, house.now))
    await markPhones(house, tx, device.eventId)
    const rows = await gateRows(
      tx,
      device.eventId,
      since === undefined ? undefined : new Date(since - OVERLAP_MS),
    )
    const total = since === undefined ? rows.length : await countPasses(tx, device.eventId)
    await noteHeard(tx, device.id, { tookList: true })
    // Asked for every two minutes: noted is what told something.
    if (rows.length > 0)
      record(tx, 'events.fetchGateList', `device:${device.id}`, {
        eventId: device.eventId,
        passes: rows.length,
        whole: since === undefined,
      })
    return encodeGateList(
      {
        about: device.eventNumber,
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
  })
}

/** Each phone is opened once, for a number that one phone in a thousand shares; the phone itself goes nowhere. */
async function markPhones({ platform }: Context, tx: Transaction, eventId: string): Promise<void> {
  const marks = (await unmarkedPhones(tx, eventId)).flatMap(({ id, personId, phoneSealed }) => {
    const mark = markOfPhone(openPhone(platform.keys, personId, phoneSealed))
    return mark === undefined ? [] : [{ id, mark }]
  })
  if (marks.length > 0) await saveMarks(tx, marks)
}
