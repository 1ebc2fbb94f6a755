/** Where a day begins, by what somebody holds. */
import { expect, it } from 'vitest'
import type { Authority, Role } from '#platform/access/scope.ts'
import { PERSONAS, type Persona } from '#demo/personas.ts'
import { homeFor } from './home.ts'

const held = (role: Role): Authority => ({
  appointmentId: '0197a000-0000-7000-8000-000000000001',
  role,
  placeId: '0197a000-0000-7000-8000-000000000002',
  level: 'state',
  lft: 1,
  rgt: 2,
  wing: null,
})

it('is over others for whoever leads, at the desk for whoever only makes, else at one’s own page', () => {
  expect(homeFor('organisation', [])).toBe('/today')
  expect(homeFor('organisation', [held('volunteer')])).toBe('/today')
  expect(homeFor('organisation', [held('trainer')])).toBe('/courses')
  expect(homeFor('organisation', [held('volunteer'), held('creator')])).toBe('/studio')
  expect(homeFor('organisation', [held('reviewer')])).toBe('/studio')
  expect(homeFor('organisation', [held('creator'), held('coordinator')])).toBe('/coverage')
  expect(homeFor('programme', [])).toBe('/record')
})

it.each(PERSONAS.filter(({ edition }) => edition === 'organisation'))(
  'is where the demonstration begins: $key',
  ({ opens, role }: Persona) => {
    expect(homeFor('organisation', [held(role)])).toBe(opens)
  },
)
