import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Database } from '#platform/database/pool.ts'

export type Level = 'state' | 'district' | 'constituency' | 'block' | 'sector' | 'booth'

export interface Place {
  readonly id: string
  readonly parentId: string | null
  readonly level: Level
  readonly lft: number
  readonly rgt: number
  readonly depth: number
  readonly nameEn: string
  readonly nameHi: string
  readonly code: number | null
}

export interface Tree {
  readonly places: readonly Place[]
  readonly state: Place
  /** Walks down from the state by the number of each child: `at()` is the state, `at(0, 1)` a constituency. */
  at(...children: readonly number[]): Place
  district(district: number): Place
  constituency(district: number, constituency: number): Place
  booth(district: number, constituency: number, booth: number): Place
}

const CHILDREN = { state: 2, district: 2, constituency: 3, block: 2, sector: 2, booth: 0 } as const
const NAMES: Record<Level, readonly (readonly [en: string, hi: string])[]> = {
  state: [['Made-up State', 'कल्पित राज्य']],
  district: [
    ['Sandhyapur', 'संध्यापुर'],
    ['Prabhatgarh', 'प्रभातगढ़'],
  ],
  constituency: [
    ['Sandhyapur North', 'संध्यापुर उत्तर'],
    ['Sandhyapur South', 'संध्यापुर दक्षिण'],
    ['Prabhatgarh Town', 'प्रभातगढ़ शहर'],
    ['Prabhatgarh Rural', 'प्रभातगढ़ ग्रामीण'],
  ],
  block: [
    ['Bhor Block', 'भोर खंड'],
    ['Dopahar Block', 'दोपहर खंड'],
  ],
  sector: [
    ['Neem Sector', 'नीम सेक्टर'],
    ['Peepal Sector', 'पीपल सेक्टर'],
  ],
  booth: [
    ['Government School, East Room', 'राजकीय विद्यालय, पूर्वी कक्ष'],
    ['Panchayat Hall', 'पंचायत भवन'],
    ['Community Centre', 'सामुदायिक केंद्र'],
  ],
}

/** `usual`: booths directly under constituencies. `everyLevel`: the first constituency of each district has blocks and sectors between. */
export type TreeShape = 'usual' | 'everyLevel'

/** What lies below a place; `child` numbers it among its siblings, from 1. */
function below(level: Level, child: number, shape: TreeShape): { level: Level; count: number } | undefined {
  const next = {
    state: 'district',
    district: 'constituency',
    constituency: shape === 'everyLevel' && child === 1 ? 'block' : 'booth',
    block: 'sector',
    sector: 'booth',
    booth: undefined,
  } as const
  const lower = next[level]
  if (!lower) return undefined
  return { level: lower, count: lower === 'block' ? 2 : CHILDREN[level] }
}

/** state > 2 districts > 2 constituencies > (2 blocks > 2 sectors > 2 booths, or) 3 booths, numbered as a nested set from 1. */
function growTree(shape: TreeShape): Place[] {
  const places: Place[] = []
  const met: Record<Level, number> = {
    state: 0,
    district: 0,
    constituency: 0,
    block: 0,
    sector: 0,
    booth: 0,
  }
  let next = 1
  const grow = (level: Level, parentId: string | null, depth: number, number: number): void => {
    const id = uuidv7()
    const lft = next++
    const at = places.push(undefined as unknown as Place) - 1
    const [nameEn, nameHi] = NAMES[level][met[level]++ % NAMES[level].length]!
    const lower = below(level, number, shape)
    if (lower) for (let child = 1; child <= lower.count; child++) grow(lower.level, id, depth + 1, child)
    const code = level === 'booth' ? number : level === 'constituency' ? met.constituency : null
    places[at] = { id, parentId, level, lft, rgt: next++, depth, nameEn, nameHi, code }
  }
  grow('state', null, 0, 1)
  return places
}

/** Writes the tree; once a database. */
export async function plantTree(db: Database, shape: TreeShape = 'usual'): Promise<Tree> {
  const places = growTree(shape)
  await sql`
    insert into places.place (id, parent_id, level, lft, rgt, depth, name_en, name_hi, code)
    select id, parent_id, level, lft, rgt, depth, name_en, name_hi, code from jsonb_to_recordset(${JSON.stringify(
      places.map(({ parentId, nameEn, nameHi, ...rest }) => ({
        ...rest,
        parent_id: parentId,
        name_en: nameEn,
        name_hi: nameHi,
      })),
    )}::jsonb) as given(id uuid, parent_id uuid, level text, lft integer, rgt integer, depth smallint, name_en text, name_hi text, code integer)`.execute(
    db,
  )
  const childrenOf = (parent: Place) => places.filter(({ parentId }) => parentId === parent.id)
  const state = places[0]!
  const district = (d: number) => childrenOf(state)[d]!
  const constituency = (d: number, c: number) => childrenOf(district(d))[c]!
  const at = (...children: readonly number[]) =>
    children.reduce((place, child) => childrenOf(place)[child]!, state)
  return { places, state, at, district, constituency, booth: (d, c, b) => childrenOf(constituency(d, c))[b]! }
}
