import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { foldName, nameKeys } from '#engines/matching/index.ts'
import { personActor, type Assurance, type PersonActor } from '#platform/access/actor.ts'
import type { Authority, Role } from '#platform/access/scope.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { blindIndex, seal } from '#platform/keys/sealed.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import { arrangeDeclaration } from './declaration.ts'
import { plantTree, type Place, type Tree, type TreeShape } from './tree.ts'

export type { Place, Tree }

/** Wings of the made-up organisation: the parent body and two more. */
export const WINGS = { parent: 0, youth: 1, women: 2 } as const

export type PersonState =
  | 'applied'
  | 'phone_verified'
  | 'placed'
  | 'vouched'
  | 'active'
  | 'lapsed'
  | 'declined'
  | 'suspended'
  | 'left'

export interface MadeUpPerson {
  readonly id: string
  readonly name: string
  /** E.164. */
  readonly phone: string
  readonly place: Place
  readonly wing: number
}

interface PersonWishes {
  place: Place
  wing?: number
  state?: PersonState
  name?: string
  nameLatin?: string
  phone?: string
  invitationId?: string
}

interface AppointmentWishes {
  role?: Role
  /** Default: the person's own place. */
  place?: Place
  /** Default: the person's own wing; null: every wing. */
  wing?: number | null
  /** Default: a day ago. */
  from?: Date
  to?: Date
  givenBy?: string
  /** Whether the holder made the declaration that an office waits for; default: yes. */
  declared?: boolean
}

/** A made-up organisation on a test's database. See `arrangeNetwork`. */
export interface Network {
  readonly tree: Tree
  readonly wings: typeof WINGS
  person(wishes: PersonWishes): Promise<MadeUpPerson>
  appoint(person: MadeUpPerson, wishes?: AppointmentWishes): Promise<string>
  /** A person with an appointment, ready to act with the second step done; the shortest way to a coordinator. */
  holder(place: Place, wing: number | null, role?: Role, assurance?: Assurance): Promise<PersonActor>
  /** The actor that signing in would make now: authorities read from the database. */
  actor(person: { readonly id: string }, assurance?: Assurance): Promise<PersonActor>
}

let counter = 0
/** 55555 is no operator's series in India: these numbers reach nobody. Each is one person's, as long as there are below 100,000. */
const firstPhone = randomInt(100_000)
const ownPhone = (number: number): string =>
  `+9155555${String((firstPhone + number) % 100_000).padStart(5, '0')}`

/**
 * Arranges state > 2 districts > 2 constituencies > 3 booths and three wings, and makes people on demand, with the owner's hand: it
 * arranges what no verb can (any state, any past). Everybody and everything in it is made up.
 * @example
 * const network = await arrangeNetwork(house)
 * const booth = network.tree.booth(0, 1, 2)            // third booth of the second constituency of the first district
 * const ctx = house.as(await network.holder(network.tree.district(0), network.wings.youth))
 * const waiting = await network.person({ place: booth, wing: network.wings.youth, state: 'placed' })
 */
export async function arrangeNetwork(house: TestPlatform, shape: TreeShape = 'usual'): Promise<Network> {
  const { db } = house.owner
  const tree = await plantTree(db, shape)
  await sql`
    insert into people.wing (number, key, name_hi, name_en, position) values
      (${WINGS.parent}, 'parent', 'मूल संगठन', 'Parent body', 0), (${WINGS.youth}, 'youth', 'युवा प्रकोष्ठ', 'Youth wing', 1),
      (${WINGS.women}, 'women', 'महिला प्रकोष्ठ', 'Women''s wing', 2)
    on conflict do nothing`.execute(db)

  const person = async (wishes: PersonWishes): Promise<MadeUpPerson> => {
    const id = uuidv7()
    const number = ++counter
    const name = wishes.name ?? `परीक्षण व्यक्ति ${number}`
    const phone = wishes.phone ?? ownPhone(number)
    const nameLatin = wishes.nameLatin ?? `Made Up ${number}`
    const wing = wishes.wing ?? WINGS.youth
    const now = house.platform.clock.now()
    // The name that all of them share likens nobody to anybody: thousands of people would be everybody's possible duplicates.
    const keys = wishes.name === undefined ? undefined : nameKeys(name)
    await sql`
      insert into people.person (match_given, match_family, match_name, id, name, name_latin, name_devanagari, name_folded, phone_sealed, phone_index, phone_verified_at, place_id, place_lft,
        wing, state, invitation_id, applied_at, changed_at)
      values (${keys?.given ?? ''}, ${keys?.family ?? null}, ${keys?.name ?? ''}, ${id}, ${name}, ${nameLatin}, ${name}, ${`${foldName(nameLatin)} ${foldName(name)}`},
        ${seal(house.platform.keys, phone, `people.phone:${id}`)}, ${blindIndex(house.platform.keys, phone)}, ${now},
        ${wishes.place.id}, ${wishes.place.lft}, ${wing}, ${wishes.state ?? 'vouched'}, ${wishes.invitationId ?? null}, ${now}, ${now})`.execute(
      db,
    )
    return { id, name, phone, place: wishes.place, wing }
  }

  const appoint = async (holder: MadeUpPerson, wishes: AppointmentWishes = {}): Promise<string> => {
    const id = uuidv7()
    const place = wishes.place ?? holder.place
    const wing = wishes.wing === undefined ? holder.wing : wishes.wing
    const dayAgo = new Date(house.platform.clock.now().getTime() - 86_400_000)
    await sql`
      insert into people.appointment (id, person_id, role, place_id, place_lft, wing, from_at, to_at, given_by)
      values (${id}, ${holder.id}, ${wishes.role ?? 'coordinator'}, ${place.id}, ${place.lft}, ${wing}, ${wishes.from ?? dayAgo},
        ${wishes.to ?? null}, ${wishes.givenBy ?? null})`.execute(db)
    if (wishes.declared ?? true) await arrangeDeclaration(db, holder.id, dayAgo)
    return id
  }

  const actor = async ({ id }: { readonly id: string }, assurance: Assurance = 2): Promise<PersonActor> => {
    const found = await sql<Authority>`
      select appointment_id as "appointmentId", role, place_id as "placeId", level, lft, rgt, wing
      from people.authority_of(${id}, ${house.platform.clock.now()})`.execute(db)
    return personActor({
      personId: id,
      accountId: uuidv7(),
      sessionId: uuidv7(),
      assurance,
      authorities: found.rows,
    })
  }

  const holder: Network['holder'] = async (place, wing, role = 'coordinator', assurance = 2) => {
    const made = await person({ place, wing: wing ?? WINGS.parent, state: 'vouched' })
    await appoint(made, { role, place, wing })
    return actor(made, assurance)
  }

  return { tree, wings: WINGS, person, appoint, actor, holder }
}
