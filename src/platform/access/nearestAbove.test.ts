import { expect, it } from 'vitest'
import { only } from './authorise.ts'
import { nearestAbove } from './nearestAbove.ts'
import type { Authority, Role } from './scope.ts'

const office = (role: Role, lft: number, rgt: number): Authority => ({ appointmentId: 'a', role, placeId: 'p', level: 'x', lft, rgt, wing: null }) // prettier-ignore
const leaders = [
  { personId: 'state', offices: [office('admin', 1, 900)] },
  { personId: 'district', offices: [office('coordinator', 10, 90)] },
  { personId: 'beside her', offices: [office('coordinator', 10, 90), office('admin', 1, 900)] },
  // What she holds nearer is no lead.
  { personId: 'creator', offices: [office('creator', 20, 30), office('admin', 1, 900)] },
]

it('the nearest who may is asked, all of them where several lead the same, and nobody where none may', () => {
  const among = (names: readonly string[]) =>
    nearestAbove(leaders, { lft: 20, rgt: 30 }, ({ personId }) => only(names.includes(personId), 'no'))
  expect(among(['state', 'district', 'beside her', 'creator'])).toEqual(['district', 'beside her'])
  expect(among(['state', 'creator'])).toEqual(['state', 'creator'])
  expect(among([])).toEqual([])
})
