import type { z } from 'zod'
import type { Transaction } from '#platform/context.ts'
import type { previewPhaseSchema } from '../domain/election.ts'
import { hoursOf, type Hours, type PollingArea } from '../domain/polls.ts'
import { boothsBy, constituenciesBy, type FoundPlace, type NamedArea } from './calendarStore.ts'

export type PhaseSaid = z.output<typeof previewPhaseSchema>
export type OwnHours = FoundPlace & {
  readonly constituency: number
  readonly isBooth: boolean
  readonly opens: string
  readonly closes: string
  readonly pollOn: string | null
}

export interface ComposedPhase {
  readonly constituencies: readonly FoundPlace[]
  readonly ownHours: readonly OwnHours[]
  /** Numbers that no constituency has. */
  readonly unknown: readonly number[]
  /** Lines of hours whose place is not there, or not in the phase, as `45` or `45/12`. */
  readonly unknownHours: readonly string[]
  readonly areas: readonly Pick<PollingArea, 'placeId' | 'pollOn' | 'opens' | 'closes'>[]
}

/** Where a phase will poll, from the numbers that were typed. Two statements, whatever their number. */
export async function composePhase(tx: Transaction, said: PhaseSaid): Promise<ComposedPhase> {
  const constituencies = await constituenciesBy(tx, said.constituencies)
  const byNumber = new Map(constituencies.map((place) => [place.code, place]))
  const booths = new Map((await boothsBy(tx, said.hours)).map((booth) => [booth.nth, booth]))
  const found = said.hours.map((line, nth) => {
    const { constituency, booth, opens, closes, pollOn } = line
    const place = byNumber.has(constituency)
      ? booth === null
        ? byNumber.get(constituency)
        : booths.get(nth)
      : undefined
    return { line, own: place && { ...place, constituency, isBooth: booth !== null, opens, closes, pollOn } }
  })
  // Two lines of one place: the last one counts, as in a corrected list.
  const ownHours = [...new Map(found.flatMap(({ own }) => (own ? [[own.id, own] as const] : []))).values()]
  const own = new Map(ownHours.map((one) => [one.id, one]))
  const area = ({ id }: FoundPlace) => {
    const { opens = null, closes = null, pollOn = null } = own.get(id) ?? {}
    return { placeId: id, pollOn, opens, closes }
  }
  return {
    constituencies,
    ownHours,
    unknown: said.constituencies.filter((number) => !byNumber.has(number)),
    unknownHours: found.flatMap(({ line, own }) =>
      own ? [] : [line.booth === null ? `${line.constituency}` : `${line.constituency}/${line.booth}`],
    ),
    areas: [...constituencies.map(area), ...ownHours.filter(({ isBooth }) => isBooth).map(area)],
  }
}

const said = ({ pollOn, opens, closes }: Hours): string => `${pollOn} ${opens} ${closes}`

/**
 * Whether some place that polled polls at another time from now on, or no more: its own line, the line of a booth in it, or the phase's own hours. A
 * constituency that comes in moves nothing.
 */
export function movesFrom(
  before: Hours,
  places: readonly NamedArea[],
  after: Hours,
  { areas, ownHours }: Pick<ComposedPhase, 'areas' | 'ownHours'>,
): boolean {
  const now = new Map(areas.map((area) => [area.placeId, said(hoursOf(area, after))]))
  const then = new Map(places.map((area) => [area.placeId, said(hoursOf(area, before))]))
  const seats = new Map(places.filter(({ level }) => level === 'constituency').map((seat) => [seat.constituency, said(hoursOf(seat, before))]))
  const isNewLine = ownHours.some((own) => {
    const usual = own.isBooth && !then.has(own.id) ? seats.get(own.constituency) : undefined
    return usual !== undefined && usual !== now.get(own.id)
  })
  return said(before) !== said(after) || isNewLine || [...then].some(([place, hours]) => now.get(place) !== hours)
} // prettier-ignore
