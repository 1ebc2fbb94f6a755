/** The people room's lists: each is asked once by everybody, and shows exactly what the oracle says lies in the asker's reach. */
import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { inviteBoothByBooth } from '#modules/people/server/inviteBoothByBooth.ts'
import { inviteVolunteers } from '#modules/people/server/inviteVolunteers.ts'
import { listBoothQuestions } from '#modules/people/server/listBoothQuestions.ts'
import { listDuplicates } from '#modules/people/server/listDuplicates.ts'
import { listImports } from '#modules/people/server/import/listImports.ts'
import { listInvitations } from '#modules/people/server/listInvitations.ts'
import { listMissingBooths } from '#modules/people/server/listMissingBooths.ts'
import { listPeople } from '#modules/people/server/listPeople.ts'
import { listWaiting } from '#modules/people/server/listWaiting.ts'
import { readPeople } from '#modules/people/server/readPeople.ts'
import { readSheet } from '#modules/people/server/readSheet.ts'
import type { Place } from '#tests/builders/tree.ts'
import { boothChangeAt } from './boothChangeRows.ts'
import { importAt } from './importRows.ts'
import type { Rule } from './oracle.ts'
import type { Cast } from './casts.ts'
import type { Stage } from './peopleRows.ts'

/** Sounds of made-up names, far from one another. */
const SOUNDS = ['k', 'j', 't', 'p', 'm', 'r', 'l', 's', 'b', 'h'] as const

/** Something that a list may show, and where it stands. */
export interface Listed {
  readonly id: string
  readonly place: Place
  readonly wing: number
}

export interface List {
  readonly rule: Rule
  arrange(): Promise<readonly Listed[]>
  /** Ids of what the list shows, all its parts together. */
  ask(ctx: Context): Promise<readonly string[]>
}

const WINGS = [0, 1, 2]

/** Reads a list to its end; a refusal shows nothing. */
async function everyPart(
  part: (after: string | undefined) => Promise<{ ids: readonly string[]; next?: string | undefined }>,
): Promise<readonly string[]> {
  const shown: string[] = []
  let after: string | undefined
  try {
    do {
      const { ids, next } = await part(after)
      shown.push(...ids)
      after = next
    } while (after !== undefined)
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
  }
  return shown
}

export function peopleLists(at: () => Stage, cast: Cast): Record<string, List> {
  const within = (roles: readonly string[]): Rule =>
    Object.fromEntries(roles.map((role) => [role, 'within' as const]))
  const coordinators = within([cast.coordinator])
  const lookers = within([cast.coordinator, cast.admin, ...cast.watchers])
  const leaders = within([cast.coordinator, cast.admin])

  const everywhere = <T>(places: readonly Place[], make: (place: Place, wing: number) => T): T[] =>
    places.flatMap((place) => WINGS.map((wing) => make(place, wing)))
  const placesOf = (...levels: readonly string[]) =>
    at().network.tree.places.filter(({ level }) => levels.includes(level))
  const people = (places: readonly Place[], state: 'active' | 'placed' | 'phone_verified' | 'lapsed') =>
    Promise.all(everywhere(places, (place, wing) => at().network.person({ place, wing, state })))

  let sheets: readonly { readonly batchId: string }[] = []

  const lists: Record<string, List> = {
    listPeople: {
      rule: lookers,
      arrange: () => people(at().network.tree.places, 'active'),
      ask: (ctx) =>
        everyPart(async (after) => {
          const { rows, next } = await listPeople(ctx, { state: 'active', after })
          return { ids: rows.map(({ id }) => id), next }
        }),
    },
    readPeople: {
      rule: lookers,
      arrange: () => people(at().network.tree.places, 'active'),
      ask: (ctx) =>
        everyPart(async (after) => {
          const { rows, next } = await readPeople(ctx, { state: 'active', after, limit: 100 })
          return { ids: rows.map(({ id }) => id), next }
        }),
    },
  }
  if (cast.edition === 'programme') return lists
  return {
    // Pairs of one phone and one name, at the booths and above them: shown to whoever leads both. First, while few
    // people are there: the others all bear one name, so that each is a pair with each.
    listDuplicates: {
      rule: leaders,
      arrange: () =>
        Promise.all(
          everywhere(placesOf('constituency', 'booth'), async (place, wing) => {
            const nth = place.lft * 3 + wing
            const phone = `+9155556${String(nth).padStart(5, '0')}`
            // A name of its own for each pair, so that no pair is one of two places.
            const given = `${SOUNDS[nth % 10]}a${SOUNDS[Math.floor(nth / 10) % 10]}u${SOUNDS[Math.floor(nth / 100) % 10]}ina`
            const [one, other] = await Promise.all(
              [`${given} Parekh`, `Smt. ${given} Parekh`].map((name) =>
                at().network.person({
                  place,
                  wing,
                  state: 'placed',
                  name,
                  nameLatin: name,
                  phone,
                }),
              ),
            )
            return { id: [one!.id, other!.id].sort().join(' '), place, wing }
          }),
        ),
      ask: (ctx) =>
        everyPart(async (after) => {
          const { rows, next } = await listDuplicates(ctx, { after })
          return { ids: rows.map(({ one, other }) => [one.id, other.id].sort().join(' ')), next }
        }),
    },
    ...lists,
    listWaiting: {
      rule: coordinators,
      arrange: () => people(placesOf('booth'), 'placed'),
      ask: (ctx) =>
        everyPart(async (after) => {
          const { rows, next } = await listWaiting(ctx, { after })
          return { ids: rows.map(({ id }) => id), next }
        }),
    },
    'listWaiting, whom to call back': {
      rule: coordinators,
      arrange: async () => {
        const booths = [
          [0, 0, 0, 0, 0],
          [0, 0, 1, 0, 0],
          [0, 1, 0],
        ].map((way) => at().network.tree.at(...way))
        const called = await people(booths, 'lapsed')
        return Promise.all(
          called.map(async ({ id: personId, place, wing }) => {
            const id = uuidv7()
            await sql`insert into people.vouch (id, person_id, vouched_by, place_id, wing, at, same_hand, call_back_due)
              values (${id}, ${personId}, ${at().boss.personId}, ${place.id}, ${wing}, ${at().house.clock.now()}, true, true)`.execute(
              at().house.owner.db,
            )
            return { id, place, wing }
          }),
        )
      },
      ask: (ctx) =>
        everyPart(async () => ({
          ids: (await listWaiting(ctx, {})).callBacks.map(({ vouchId }) => vouchId),
        })),
    },
    // Whoever may see the people of a place sees its invitations' lines; the links themselves are viewInvitation's and readSheet's.
    listInvitations: {
      rule: lookers,
      arrange: () =>
        Promise.all(
          everywhere(
            placesOf('state', 'district', 'constituency', 'block', 'sector'),
            async (place, wing) => {
              const order = { command: uuidv7(), placeId: place.id, wing, days: 7, uses: 5 }
              const { invitationId } = await inviteVolunteers(at().house.as(at().boss), order)
              return { id: invitationId, place, wing }
            },
          ),
        ),
      ask: (ctx) =>
        everyPart(async (after) => {
          const { rows, next } = await listInvitations(ctx, { show: 'live', after })
          return { ids: rows.map(({ id }) => id), next }
        }),
    },
    // The list shows ten, so three constituencies' worth is arranged.
    listMissingBooths: {
      rule: lookers,
      arrange: async () => {
        const reporters = await people(placesOf('constituency').slice(0, 3), 'phone_verified')
        return Promise.all(
          reporters.map(async ({ id: reporter, place, wing }) => {
            const id = uuidv7()
            await sql`insert into people.missing_booth (id, reported_by, place_id, place_lft, wing, described, at)
              values (${id}, ${reporter}, ${place.id}, ${place.lft}, ${wing}, 'पीपल के पास', ${at().house.clock.now()})`.execute(
              at().house.owner.db,
            )
            return { id, place, wing }
          }),
        )
      },
      ask: (ctx) => everyPart(async () => ({ ids: (await listMissingBooths(ctx)).map(({ id }) => id) })),
    },
    // The list shows twenty, so three constituencies' worth is arranged.
    listBoothQuestions: {
      rule: lookers,
      arrange: () =>
        Promise.all(
          everywhere(placesOf('constituency').slice(0, 3), async (place, wing) => ({
            id: await boothChangeAt(at(), place, wing, true),
            place,
            wing,
          })),
        ),
      ask: (ctx) => everyPart(async () => ({ ids: (await listBoothQuestions(ctx)).map(({ id }) => id) })),
    },
    // The list shows twenty, so three constituencies' worth is arranged.
    listImports: {
      rule: leaders,
      arrange: () =>
        Promise.all(
          everywhere(placesOf('constituency').slice(0, 3), async (place, wing) => ({
            id: await importAt(at(), place, wing, 'done'),
            place,
            wing,
          })),
        ),
      ask: (ctx) => everyPart(async () => ({ ids: (await listImports(ctx)).imports.map(({ id }) => id) })),
    },
    // A sheet of the whole state: each sees the codes of her own booths and no other.
    readSheet: {
      rule: leaders,
      arrange: async () => {
        const ctx = at().house.as(at().boss)
        const { state } = at().network.tree
        sheets = await Promise.all(
          WINGS.map((wing) =>
            inviteBoothByBooth(ctx, { command: uuidv7(), placeId: state.id, wing, onlyVacant: false }),
          ),
        )
        const codes = await Promise.all(sheets.map(({ batchId }) => readSheet(ctx, batchId)))
        return codes.flat().map(({ id, placeId, wing }) => ({
          id,
          place: at().network.tree.places.find((place) => place.id === placeId)!,
          wing,
        }))
      },
      ask: async (ctx) => {
        const asked = await Promise.all(
          sheets.map(({ batchId }) =>
            everyPart(async () => ({ ids: (await readSheet(ctx, batchId)).map(({ id }) => id) })),
          ),
        )
        return asked.flat()
      },
    },
  }
}
