import { z } from 'zod'
import { endpoint, partOf } from '#platform/api/endpoint.ts'
import { PERSON_STATES } from '#modules/people/domain/ladder.ts'
import { READ_PEOPLE } from '#modules/people/domain/peopleRead.ts'
import { readPeople } from '#modules/people/server/readPeople.ts'
import { viewPerson } from '#modules/people/server/viewPerson.ts'
import { rankNamer, rankShape } from '../rankNamer.ts'
import { moment, momentOrNull, momentShape, placeShape, placeView } from '../shapes.ts'

const standing = {
  id: z.guid(),
  state: z.enum(PERSON_STATES),
  placeId: z.guid(),
  wing: z.int(),
  appliedAt: momentShape,
  changedAt: momentShape,
}

export const listPeople = endpoint({
  id: 'listPeople',
  path: '/people',
  scope: 'people:read',
  words: 'api_v1_list_people',
  query: READ_PEOPLE,
  isList: true,
  output: partOf(z.strictObject(standing)),
  refusals: ['notFound'],
  async run(ctx, { query, limit, after }) {
    const { rows, next } = await readPeople(ctx, { ...query, limit, after })
    const data = rows.map(({ appliedAt, changedAt, ...row }) => ({
      ...row,
      appliedAt: moment(appliedAt),
      changedAt: moment(changedAt),
    }))
    return { data, next: next ?? null }
  },
})

export const viewOnePerson = endpoint({
  id: 'viewPerson',
  path: '/people/{id}',
  scope: 'people:read',
  words: 'api_v1_view_person',
  params: { id: z.guid({ error: 'people_c_person_unknown' }) },
  budget: 'apiRecordsPerPerson',
  refusals: ['notFound'],
  output: z.strictObject({
    ...standing,
    name: z.string(),
    nameLatin: z.string(),
    nameDevanagari: z.string(),
    path: z.array(placeShape),
    agreedTo: z.array(z.string()),
    appointments: z.array(
      z.strictObject({
        id: z.guid(),
        role: z.string(),
        rank: rankShape,
        placeId: z.guid(),
        wing: z.int().nullable(),
        fromAt: momentShape,
        toAt: momentShape.nullable(),
        inForce: z.boolean(),
      }),
    ),
  }),
  async run(ctx, { params }) {
    const { person, path, agreedTo, appointments } = await viewPerson(ctx, params.id)
    const named = await rankNamer(ctx)
    const { id, state, placeId, wing, name, nameLatin, nameDevanagari, appliedAt, changedAt } = person
    return {
      ...{ id, state, placeId, wing, name, nameLatin, nameDevanagari },
      appliedAt: moment(appliedAt),
      changedAt: moment(changedAt),
      path: path.map(placeView),
      agreedTo,
      appointments: appointments.map((post) => ({
        id: post.id,
        role: post.role,
        rank: named(post.role, post.placeLevel),
        placeId: post.placeId,
        wing: post.wing,
        fromAt: moment(post.fromAt),
        toAt: momentOrNull(post.toAt),
        inForce: post.inForce,
      })),
    }
  },
})
