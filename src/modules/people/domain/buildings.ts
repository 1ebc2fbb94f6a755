/** What the grouping reads of a booth; both names say the same room in their own words. */
export interface BoothInBuilding {
  readonly nameHi: string
  readonly nameEn: string
  readonly constituencyEn: string
}

/** Booths of one building, in the order they came; alone where the building has no other here. */
export interface Building<Booth> {
  readonly nameHi: string
  readonly nameEn: string
  readonly booths: readonly (Booth & { readonly room: string | undefined })[]
}

/** "Room No 03", "(room no. 3)", "Room 3": as the official list writes them. */
const ROOM_EN = /[\s,]*\(?\s*\broom\s*(?:no\.?|number)?\s*(\d+)\s*\)?/iu
const ROOM_HI = /[\s,]*\(?\s*कमरा\s*(?:नं\.?|संख्या)?\s*(\d+)\s*\)?/u

const without = (name: string, room: RegExp): string =>
  name
    .replace(room, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s,]+|[\s,]+$/gu, '')

/**
 * Puts the rooms of one building into one entry, so that a school with six booths is one line to read and not six.
 * The first booth of a building says where in the list it stands.
 */
export function byBuilding<Booth extends BoothInBuilding>(
  booths: readonly Booth[],
): readonly Building<Booth>[] {
  const buildings = new Map<
    string,
    { nameHi: string; nameEn: string; booths: (Booth & { room: string | undefined })[] }
  >()
  for (const booth of booths) {
    const nameEn = without(booth.nameEn, ROOM_EN)
    const key = `${booth.constituencyEn}|${nameEn
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()}`
    const building = buildings.get(key) ?? { nameHi: without(booth.nameHi, ROOM_HI), nameEn, booths: [] }
    buildings.set(key, building)
    building.booths.push({ ...booth, room: ROOM_EN.exec(booth.nameEn)?.[1]?.replace(/^0+(?=\d)/, '') })
  }
  return [...buildings.values()]
}
