/** No verb escapes the "someone else" tables: what a front door offers has a row there, or stands with its reason in a short list. */
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ORGANISATION, PROGRAMME } from './casts.ts'
import { COVERAGE_VERBS } from './coverageVerbs.ts'
import { eventLists, eventRows } from './eventRows.ts'
import { importRows } from './importRows.ts'
import { learningLists, learningRows } from './learningRows.ts'
import { outreachLists, outreachRows } from './outreachRows.ts'
import { peopleLists } from './peopleLists.ts'
import { peopleRows } from './peopleRows.ts'
import { taskLists, taskRows } from './taskRows.ts'
import { WITHOUT_A_ROW } from './selfService.ts'

const unset = () => {
  throw new Error('a table is only read here, not tried')
}
/** A row is named after its verb; what follows a comma says which of its cases. */
const verbsOf = (rows: object) => new Set(Object.keys(rows).map((name) => name.split(',')[0]!))

const ROWS: Record<string, ReadonlySet<string>> = {
  places: new Set(),
  elections: new Set(),
  channels: new Set(),
  links: new Set(),
  schemes: new Set(),
  people: verbsOf({
    ...peopleRows(unset, ORGANISATION),
    ...importRows(unset, ORGANISATION),
    ...peopleLists(unset, ORGANISATION),
  }),
  tasks: verbsOf({ ...taskRows(unset), ...taskLists(unset) }),
  outreach: verbsOf({ ...outreachRows(unset), ...outreachLists(unset) }),
  coverage: verbsOf(COVERAGE_VERBS),
  credentials: new Set(),
  learning: verbsOf({ ...learningRows(unset), ...learningLists(unset) }),
  campaigns: new Set(),
  events: verbsOf({ ...eventRows(unset), ...eventLists(unset) }),
  studio: new Set(),
}

const rooms = readdirSync('src/modules', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

/**
 * What a room offers: the functions of its front door, and its verbs, which doors call by their files (decision 0012). A verb is a function
 * whose first argument is the request's Context. Types are gone by now, jobs and reactions are no functions.
 */
async function offered(room: string): Promise<string[]> {
  const door = (await import(`../../src/modules/${room}/server/index.ts`)) as Record<string, unknown>
  const files = globSync(`src/modules/${room}/server/**/*.ts`).filter((file) => !file.endsWith('.test.ts'))
  const verbs = files.flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /^export (?:(?:async )?function (\w+)|const (\w+) = (?:async )?)\(\s*\w+: Context\b/gm,
      ),
    ].map(([, declared, assigned]) => (declared ?? assigned)!),
  )
  return [...new Set([...Object.keys(door).filter((name) => typeof door[name] === 'function'), ...verbs])]
}

it('every room is known to this test', () => {
  expect(rooms.length).toBeGreaterThan(2)
  expect(Object.keys(ROWS).sort()).toEqual(rooms.toSorted())
  expect(Object.keys(WITHOUT_A_ROW).sort()).toEqual(rooms.toSorted())
})

describe.each(rooms)('%s', (room) => {
  it('offers no verb without a "someone else" row or a reason why it needs none', async () => {
    const known = (name: string) => ROWS[room]!.has(name) || name in WITHOUT_A_ROW[room]!
    expect((await offered(room)).filter((name) => !known(name))).toEqual([])
  })

  it('has no row and no reason for what it does not offer, and nothing has both', async () => {
    const names = await offered(room)
    const listed = [...ROWS[room]!, ...Object.keys(WITHOUT_A_ROW[room]!)]
    expect(listed.filter((name) => !names.includes(name))).toEqual([])
    expect([...ROWS[room]!].filter((name) => name in WITHOUT_A_ROW[room]!)).toEqual([])
    expect(Object.values(WITHOUT_A_ROW[room]!).filter((reason) => reason.length < 10)).toEqual([])
  })
})

it('the programme’s staff pages meet every verb that they use in a table of the programme’s own roles', () => {
  const tried = verbsOf({ ...peopleRows(unset, PROGRAMME), ...peopleLists(unset, PROGRAMME) })
  for (const verb of [
    'listPeople',
    'viewPerson',
    'vouchForPerson',
    'revokeVouch',
    'declinePerson',
    'suspendPerson',
    'reinstatePerson',
    'revealPhone',
    'giveAppointment',
    'endAppointment',
    'choosePlace',
  ])
    expect(tried, verb).toContain(verb)
})
