/** Merging, taking back and keeping apart: rows of the people room's table. A subject is the two records' ids, or the merge's. */
import type { Role } from '#platform/access/scope.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { Context } from '#platform/context.ts'
import { keepApart } from '#modules/people/server/keepApart.ts'
import { mergePeople } from '#modules/people/server/mergePeople.ts'
import { offerAgain } from '#modules/people/server/offerAgain.ts'
import { previewMerge } from '#modules/people/server/previewMerge.ts'
import { undoMerge } from '#modules/people/server/undoMerge.ts'
import type { Place } from '#tests/builders/tree.ts'
import type { Rule } from './oracle.ts'
import type { Row, Stage } from './peopleRows.ts'

const merge = (ctx: Context, pair: string) => {
  const [staysId = '', givesId = ''] = pair.split(' ')
  return mergePeople(ctx, { command: uuidv7(), staysId, givesId })
}

const apart = (ctx: Context, pair: string) => {
  const [oneId = '', otherId = ''] = pair.split(' ')
  return keepApart(ctx, { command: uuidv7(), oneId, otherId })
}

export function mergeRows(
  at: () => Stage,
  rules: { readonly leaders: Rule; readonly above: Rule },
  coordinator: Role,
): Record<string, Row> {
  const pairAt = async (place: Place, wing: number, state: 'placed' | 'vouched' = 'placed') => {
    const one = await at().network.person({ place, wing, state })
    const other = await at().network.person({ place, wing, state })
    return [one, other] as const
  }
  const idsAt = async (place: Place, wing: number) =>
    (await pairAt(place, wing)).map(({ id }) => id).join(' ')
  return {
    mergePeople: { rule: rules.leaders, full: true, arrange: idsAt, act: merge },
    // A merge is no way to appoint: an office passes over only where one could have given it.
    'mergePeople, one of whom coordinates': {
      rule: rules.above,
      arrange: async (place, wing) => {
        const [stays, gives] = await pairAt(place, wing, 'vouched')
        await at().network.appoint(gives, { role: coordinator })
        return `${stays.id} ${gives.id}`
      },
      act: merge,
    },
    previewMerge: {
      rule: rules.leaders,
      arrange: idsAt,
      act: (ctx, pair) => {
        const [staysId = '', givesId = ''] = pair.split(' ')
        return previewMerge(ctx, { staysId, givesId })
      },
    },
    undoMerge: {
      rule: rules.leaders,
      arrange: async (place, wing) => {
        const pair = await idsAt(place, wing)
        return (await merge(at().house.as(at().boss), pair)).mergeId
      },
      act: (ctx, mergeId) => undoMerge(ctx, { command: uuidv7(), mergeId }),
    },
    keepApart: { rule: rules.leaders, arrange: idsAt, act: apart },
    offerAgain: {
      rule: rules.leaders,
      arrange: async (place, wing) => {
        const pair = await idsAt(place, wing)
        await apart(at().house.as(at().boss), pair)
        return pair
      },
      act: (ctx, pair) => {
        const [oneId = '', otherId = ''] = pair.split(' ')
        return offerAgain(ctx, { command: uuidv7(), oneId, otherId })
      },
    },
  }
}
