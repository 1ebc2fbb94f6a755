/** A reason of a row that speaks of booths carries them behind the message's id: `people_import_r_booth_now:47/121/47/142`. */
export interface BoothsOfReason {
  /** Number of the constituency in which the list gives the booth. */
  readonly seat: string
  /** Number that the list gives. */
  readonly old: string
  readonly seatNow: string
  /** Number or numbers of today; `constituency/booth` where they lie in several constituencies. */
  readonly now: string
}

export const reasonWithBooths = (id: string, { seat, old, seatNow, now }: BoothsOfReason): string =>
  `${id}:${[seat, old, seatNow, now].join('/')}`

/** The message of a reason, with what stands in it. */
export function readReason(reason: string): {
  readonly id: string
  readonly inputs: Readonly<Record<string, string>>
} {
  const [id, booths] = reason.split(':', 2)
  if (booths === undefined) return { id: reason, inputs: {} }
  const [seat = '', old = '', seatNow = '', ...now] = booths.split('/')
  return { id: id!, inputs: { seat, old, seatNow, now: now.join('/') } }
}

/** A reason in words. @param words of a message's id and what stands in it */
export function sayReason(
  reason: string,
  words: (id: string, inputs: Readonly<Record<string, string>>) => string | undefined,
): string {
  const { id, inputs } = readReason(reason)
  return words(id, inputs) ?? id
}

/** Booths that are told one by one; a restructure may concern thousands. */
const ONE_BY_ONE = 20

/** The message that says a reason of very many booths together. */
const TOGETHER: Readonly<Record<string, string>> = {
  people_import_r_booth_now: 'people_import_r_booth_now_any',
  people_import_r_booth_split: 'people_import_r_booth_split_any',
  people_import_r_booth_split_apart: 'people_import_r_booth_split_any',
  people_import_r_booth_split_stands: 'people_import_r_booth_split_stands_any',
  people_import_r_booth_split_stands_apart: 'people_import_r_booth_split_stands_any',
}

/** Counts by reason; where there are very many booths of one reason, they are counted together. */
export function fewReasons(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const byMessage = Map.groupBy(Object.entries(counts), ([reason]) => readReason(reason).id)
  return Object.fromEntries(
    [...byMessage].flatMap(([id, reasons]) =>
      reasons.length <= ONE_BY_ONE
        ? reasons
        : [[TOGETHER[id] ?? id, reasons.reduce((sum, [, rows]) => sum + rows, 0)]],
    ),
  ) as Readonly<Record<string, number>>
}
