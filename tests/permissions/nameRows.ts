/** Correcting and confirming names: rows of the people room's table. */
import { sql } from 'kysely'
import type { Role } from '#platform/access/scope.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { confirmName } from '#modules/people/server/confirmName.ts'
import { correctName } from '#modules/people/server/correctName.ts'
import type { Rule } from './oracle.ts'
import { mergeRows } from './mergeRows.ts'
import type { Row, Stage } from './peopleRows.ts'

/** A name of its own each time, in letters alone: the same one again would be no correction. */
const rename = (ctx: Context, personId: string) => {
  const letters = personId.replaceAll('-', '').replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!)
  return correctName(ctx, { command: uuidv7(), personId, name: `कल्पित नाम ${letters}` })
}

export const nameRows = (
  at: () => Stage,
  rules: { readonly leaders: Rule; readonly above: Rule; readonly coordinators: Rule },
  coordinator: Role,
): Record<string, Row> => ({
  // Records of one person are merged by those who correct her name.
  ...mergeRows(at, rules, coordinator),
  correctName: {
    rule: rules.leaders,
    arrange: async (place, wing) => (await at().network.person({ place, wing })).id,
    act: rename,
  },
  // Nobody renames those who stand level with them.
  'correctName, one who coordinates': {
    rule: rules.above,
    arrange: async (place, wing) => {
      const holder = await at().network.person({ place, wing })
      await at().network.appoint(holder, { role: coordinator })
      return holder.id
    },
    act: rename,
  },
  // Whoever could have vouched says that it is still she.
  confirmName: {
    rule: rules.coordinators,
    arrange: async (place, wing) => {
      const { house, network } = at()
      const { id } = await network.person({ place, wing, name: 'Now' })
      await sql`
        update people.person set known_as = 'Before', name_changed_at = ${house.clock.now()} where id = ${id}`.execute(
        house.owner.db,
      )
      return id
    },
    act: (ctx, personId) => confirmName(ctx, { command: uuidv7(), personId, name: 'Now' }),
  },
})
