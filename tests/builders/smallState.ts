import type { Database } from '#platform/database/pool.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'

export interface SmallPlace {
  readonly id: string
  readonly lft: number
  readonly rgt: number
}

export interface SmallState {
  readonly state: SmallPlace
  readonly districts: readonly SmallPlace[]
  readonly constituencies: readonly SmallPlace[]
  readonly booths: readonly SmallPlace[]
}

/**
 * A made-up state for tests: 2 districts × 2 constituencies × 3 booths, and three wings (0 the parent body, 1, 2). Constituency i lies in
 * district i / 2, booth j in constituency j / 3.
 */
export async function buildSmallState(owner: Database): Promise<SmallState> {
  const places: Record<string, SmallPlace[]> = { state: [], district: [], constituency: [], booth: [] }
  const rows: (SmallPlace & { level: string; parent_id: string | null; depth: number; code: number })[] = []
  let counter = 0
  const grow = (
    level: string,
    depth: number,
    parent: string | null,
    code: number,
    children: () => void,
    id: string,
  ) => {
    const lft = ++counter
    const index = rows.push({ id, lft, rgt: 0, level, parent_id: parent, depth, code }) - 1
    children()
    const row = { ...rows[index]!, rgt: ++counter }
    rows[index] = row
    places[level]!.push({ id: row.id, lft: row.lft, rgt: row.rgt })
  }
  const branch = (
    level: string,
    depth: number,
    count: number,
    parent: string | null,
    below: (id: string) => void,
  ) => {
    for (let code = 1; code <= count; code++) {
      const id = uuidv7()
      grow(level, depth, parent, code, () => below(id), id)
    }
  }
  branch('state', 0, 1, null, (state) =>
    branch('district', 1, 2, state, (district) =>
      branch('constituency', 2, 2, district, (constituency) => branch('booth', 3, 3, constituency, () => {})),
    ),
  )
  await owner
    .insertInto('places.place')
    .values(
      rows.map((row) => ({ ...row, name_en: `${row.level} ${row.lft}`, name_hi: `${row.level} ${row.lft}` })),
    )
    .execute()
  await owner
    .insertInto('people.wing')
    .values([
      { number: 0, key: 'parent', name_hi: 'मूल संगठन', name_en: 'Parent body', position: 0 },
      { number: 1, key: 'youth', name_hi: 'युवा', name_en: 'Youth', position: 1 },
      { number: 2, key: 'women', name_hi: 'महिला', name_en: 'Women', position: 2 },
    ])
    .execute()
  return {
    state: places.state![0]!,
    districts: places.district!,
    constituencies: places.constituency!,
    booths: places.booth!,
  }
}
