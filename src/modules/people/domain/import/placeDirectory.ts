import { foldName } from '#engines/matching/index.ts'
import { remembering } from './byWord.ts'
import type { PlaceWords } from './readPerson.ts'
import { reasonWithBooths } from './reason.ts'

/** A place as rows are matched to it. */
export interface DirectoryPlace {
  readonly id: string
  readonly level: string
  readonly lft: number
  readonly rgt: number
  readonly code: number | null
  readonly nameHi: string
  readonly nameEn: string
}

/**
 * What a number meant before a restructure: where the booth that had it is today. One number may have several such. What this room's decisions need of
 * places is said here, as with `DirectoryPlace`: a domain imports no other room (2-architecture), and where the server hands over what places answers
 * (`prepareStaging.ts`), the types are compared.
 */
export interface FormerBooth {
  readonly code: number
  /** A number of the tree within the constituency in which it had that number. */
  readonly aboveLft: number
  /** The place of today, or where a part is that was split off; no booth where the booth was closed. */
  readonly now: {
    readonly id: string
    readonly lft: number
    readonly code: number | null
    readonly isBooth: boolean
  }
  /** The booth still stands under its number: here is a part that was split off it. */
  readonly stands: boolean
}

export interface PlaceFound {
  readonly id: string
  readonly lft: number
  readonly rgt: number
  /** The row itself named it; otherwise it is the place for which the list is imported. */
  readonly named: boolean
}
export type PlaceAnswer =
  /** `note`: what is to be told about the place, as a reason. */
  | { readonly ok: true; readonly place: PlaceFound; readonly note?: string }
  | { readonly ok: false; readonly reason: string }

const no = (reason: string): PlaceAnswer => ({ ok: false, reason })

/** Names of one level that are remembered; a list of noise must not fill the memory. */
const REMEMBERED = 20_000

/** What stands at a key, put there first where nothing does. */
function beside<V>(map: Map<number, V>, key: number, made: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const value = made()
  map.set(key, value)
  return value
}

/** "(SC)", "(अजा)" and the like stand behind many constituencies' names in lists. */
const folded = (name: string): string =>
  foldName(name.replace(/\((?:sc|st|gen|अजा|अ\.?जा\.?|अजजा|सु\.?)\)/giu, ' '))

/** The number in a cell such as "12", "भाग 12" or "12 - Government School"; undefined for "12A", which is another booth than 12. */
export function numberIn(text: string): number | undefined {
  const found = /^[^\d]{0,20}?0*(\d{1,4})(?:\.0+)?(?:\s*[-–.:,/)]\s*\D.*|\s+\D{2}.*)?$/su.exec(text.trim())
  return found ? Number(found[1]) : undefined
}

/**
 * Finds the place that a row names: by numbers where there are any, else by names in either script. Nothing is taken for another because it
 * is spelt alike: what is not certain is refused with the reason.
 */
export class PlaceDirectory {
  readonly #home: DirectoryPlace
  readonly #seatsByNumber = new Map<number, DirectoryPlace>()
  readonly #areas: readonly { readonly place: DirectoryPlace; readonly names: readonly string[] }[]
  readonly #seats: readonly DirectoryPlace[]
  /** By their seats' lft and their own number. */
  readonly #booths = new Map<number, Map<number, { readonly id: string; readonly lft: number }>>()
  readonly #boothsBySeat = new Map<number, DirectoryPlace[]>()
  /** By their seats' lft and the number of then: the places of today, each once. */
  readonly #former = new Map<number, Map<number, Map<string, FormerBooth['now']>>>()
  /** The same of booths that were split and still stand: their parts. */
  readonly #parts = new Map<number, Map<number, Map<string, FormerBooth['now']>>>()
  readonly #boothNames = new Map<number, ReadonlyMap<string, DirectoryPlace | null>>()
  /** Lists name the same places again and again. */
  readonly #folded = remembering(folded)
  readonly #remembered = new Map<string, DirectoryPlace | undefined>()

  /**
   * @param home the place for which the list is imported: rows that name none belong there, rows elsewhere are refused
   * @param areas every place above the booths, of the whole state
   * @param booths those under `home`, in the tree's order
   * @param former numbers of before restructures, of the whole state
   */
  constructor(
    home: DirectoryPlace,
    areas: readonly DirectoryPlace[],
    booths: readonly DirectoryPlace[],
    former: readonly FormerBooth[] = [],
  ) {
    this.#home = home
    this.#areas = areas.map((place) => ({ place, names: [folded(place.nameEn), folded(place.nameHi)] }))
    this.#seats = areas.filter(({ level }) => level === 'constituency').toSorted((a, b) => a.lft - b.lft)
    for (const seat of this.#seats) if (seat.code !== null) this.#seatsByNumber.set(seat.code, seat)
    let at = 0
    for (const booth of booths) {
      const { lft, code } = booth
      while (at < this.#seats.length && this.#seats[at]!.rgt < lft) at++
      const seat = this.#seats[at]
      if (!seat || seat.lft > lft) continue
      if (code !== null)
        beside(this.#booths, seat.lft, () => new Map<number, typeof booth>()).set(code, booth)
      beside(this.#boothsBySeat, seat.lft, (): DirectoryPlace[] => []).push(booth)
    }
    for (const { code, aboveLft, now, stands } of former) {
      const seat = this.#seatAround(aboveLft)
      if (!seat) continue
      const known = beside(
        stands ? this.#parts : this.#former,
        seat.lft,
        () => new Map<number, Map<string, FormerBooth['now']>>(),
      )
      beside(known, code, () => new Map<string, FormerBooth['now']>()).set(now.id, now)
    }
  }

  find(words: PlaceWords): PlaceAnswer {
    const seat = this.#seatOf(words)
    if (seat && 'reason' in seat) return seat
    const hasBooth = words.boothNumber !== '' || words.booth !== ''
    if (hasBooth) return this.#boothOf(words, seat ?? this.#homeSeat())
    if (seat) return this.#within(seat)
    if (words.district === '') return this.#answer(this.#home, false)
    const district = this.#called(words.district, 'district')
    return district ? this.#within(district) : no('people_import_r_district_unknown')
  }

  /** The constituency that the row names; undefined when it names none. */
  #seatOf({
    seatNumber,
    seat,
    district,
  }: PlaceWords): DirectoryPlace | Extract<PlaceAnswer, { ok: false }> | undefined {
    const number = numberIn(seatNumber) ?? (/^\d+$/.test(seat) ? Number(seat) : undefined)
    if (seatNumber !== '' && number === undefined)
      return { ok: false, reason: 'people_import_r_seat_unknown' }
    const byName =
      seat === '' || /^\d+$/.test(seat) ? undefined : this.#called(seat, 'constituency', district)
    if (number !== undefined) {
      const found = this.#seatsByNumber.get(number)
      if (!found) return { ok: false, reason: 'people_import_r_seat_unknown' }
      if (byName && byName.id !== found.id) return { ok: false, reason: 'people_import_r_seat_disagrees' }
      return found
    }
    if (seat === '') return undefined
    return byName ?? { ok: false, reason: 'people_import_r_seat_unknown' }
  }

  #seatAround = (at: number): DirectoryPlace | undefined =>
    this.#seats.find(({ lft, rgt }) => lft <= at && at <= rgt)

  /** Where the booth is that had the number before a restructure; undefined where none had it. */
  #formerBooth(seat: DirectoryPlace, number: number): PlaceAnswer | undefined {
    const places = [...(this.#former.get(seat.lft)?.get(number)?.values() ?? [])]
    if (places.length === 0) return undefined
    const booths = places.filter(({ isBooth }) => isBooth).toSorted((one, other) => one.lft - other.lft)
    const [only, second] = booths
    if (!only) return no('people_import_r_booth_closed')
    if (second) return no(this.#toldOfSeveral('people_import_r_booth_split', seat, number, booths))
    if (only.lft < this.#home.lft || only.lft > this.#home.rgt) return no('people_import_r_booth_outside')
    const place = { id: only.id, lft: only.lft, rgt: only.lft + 1, named: true }
    const note = reasonWithBooths('people_import_r_booth_now', {
      seat: String(seat.code ?? ''),
      old: String(number),
      seatNow: String(this.#seatAround(only.lft)?.code ?? ''),
      now: String(only.code ?? ''),
    })
    return { ok: true, place, note }
  }

  /** A reason that speaks of a booth's several places of today: by their numbers, each behind its constituency's where one lies in another. */
  #toldOfSeveral(
    id: string,
    seat: DirectoryPlace,
    number: number,
    booths: readonly FormerBooth['now'][],
  ): string {
    const places = booths
      .map(({ lft, code }) => ({ seat: this.#seatAround(lft), code: code ?? 0 }))
      .toSorted((one, other) => (one.seat?.lft ?? 0) - (other.seat?.lft ?? 0) || one.code - other.code)
    const apart = places.some((each) => each.seat !== seat)
    return reasonWithBooths(apart ? `${id}_apart` : id, {
      seat: String(seat.code ?? ''),
      old: String(number),
      seatNow: String(seat.code ?? ''),
      now: places
        .map((each) => (apart ? `${each.seat?.code ?? ''}/${each.code}` : String(each.code)))
        .join(', '),
    })
  }

  #homeSeat(): DirectoryPlace | undefined {
    return this.#seats.find(({ lft, rgt }) => lft <= this.#home.lft && this.#home.rgt <= rgt)
  }

  #boothOf({ boothNumber, booth }: PlaceWords, seat: DirectoryPlace | undefined): PlaceAnswer {
    if (!seat) return no('people_import_r_seat_needed')
    const outside = this.#within(seat, true)
    if (!outside.ok) return outside
    const number = boothNumber === '' ? numberIn(booth) : numberIn(boothNumber)
    const found =
      number === undefined ? this.#boothCalled(seat, booth) : this.#booths.get(seat.lft)?.get(number)
    if (found) return this.#withParts(seat, number, this.#answer({ ...found, rgt: found.lft + 1 }, true))
    const former = number === undefined ? undefined : this.#formerBooth(seat, number)
    if (former) return former
    // A list made for one place below its constituency knows only the booths under that place.
    const wholeSeatKnown = this.#home.lft <= seat.lft && seat.rgt <= this.#home.rgt
    return no(wholeSeatKnown ? 'people_import_r_booth_unknown' : 'people_import_r_booth_outside')
  }

  /** Whoever is on a list of a booth that was split may belong to one of its parts, which the list may not know of. */
  #withParts(seat: DirectoryPlace, number: number | undefined, answer: PlaceAnswer): PlaceAnswer {
    const parts = number === undefined ? undefined : this.#parts.get(seat.lft)?.get(number)
    if (!parts || !answer.ok) return answer
    const note = this.#toldOfSeveral('people_import_r_booth_split_stands', seat, number!, [...parts.values()])
    return { ...answer, note }
  }

  /** Folding the names of a state's booths takes a second, so it is done seat by seat, where a list names booths without numbers. */
  #boothCalled(seat: DirectoryPlace, name: string): DirectoryPlace | null | undefined {
    let names = this.#boothNames.get(seat.lft)
    if (!names) {
      const found = new Map<string, DirectoryPlace | null>()
      for (const booth of this.#boothsBySeat.get(seat.lft) ?? [])
        // Two booths of one school bear one name: such a name finds neither.
        for (const key of new Set([folded(booth.nameEn), folded(booth.nameHi)]))
          found.set(key, found.has(key) ? null : booth)
      this.#boothNames.set(seat.lft, (names = found))
    }
    return names.get(this.#folded(name))
  }

  /** One area of that level and name, within the named district when several bear the name. */
  #called(name: string, level: string, district = ''): DirectoryPlace | undefined {
    const key = `${level}\n${district}\n${name}`
    if (this.#remembered.has(key)) return this.#remembered.get(key)
    const found = this.#lookFor(this.#folded(name), level, district)
    if (this.#remembered.size < REMEMBERED) this.#remembered.set(key, found)
    return found
  }

  #lookFor(wanted: string, level: string, district: string): DirectoryPlace | undefined {
    const found = this.#areas.filter(({ place, names }) => place.level === level && names.includes(wanted))
    if (found.length <= 1) return found[0]?.place
    const around = district === '' ? undefined : this.#called(district, 'district')
    const inside = found.filter(({ place }) => around && around.lft < place.lft && place.rgt < around.rgt)
    return inside.length === 1 ? inside[0]!.place : undefined
  }

  /** @param orAround a place around the list's own counts too: its booths may still lie inside */
  #within(place: DirectoryPlace, orAround = false): PlaceAnswer {
    const home = this.#home
    const inside = home.lft <= place.lft && place.rgt <= home.rgt
    const around = place.lft <= home.lft && home.rgt <= place.rgt
    if (inside) return this.#answer(place, true)
    // Whoever names the whole district in a list for one seat of it says nothing against that seat.
    if (around) return this.#answer(orAround ? place : home, false)
    return no('people_import_r_outside')
  }

  #answer({ id, lft, rgt }: { id: string; lft: number; rgt: number }, named: boolean): PlaceAnswer {
    return { ok: true, place: { id, lft, rgt, named } }
  }
}
