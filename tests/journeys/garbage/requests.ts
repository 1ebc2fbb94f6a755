import fc from 'fast-check'
import { addressOf } from '../doors.ts'
import type { Attempt } from './attempts.ts'
import { body, type Body } from './bodies.ts'
import { encoded, segment, word } from './nonsense.ts'
import type { Survey } from './survey.ts'
import type { Sent } from './visit.ts'

/** Fields that doors of such houses have, wherever the page shows no form. */
const USUAL = [
  'command',
  'id',
  'personId',
  'place',
  'placeId',
  'boothId',
  'name',
  'phone',
  'code',
  'reason',
  'wing',
  'role',
]
const USUAL_QUERY = [
  'place',
  'wing',
  'state',
  'sort',
  'by',
  'page',
  'after',
  'q',
  'text',
  'next',
  'limit',
  'lat',
  'lon',
]
/** Node refuses longer heads (16 kB) before the application hears of them. */
const LONGEST_QUERY = 6_000

type Fields = readonly (readonly [string, string])[]

/** Garbage for one thing that can be done at a door. */
export function garbageFor(attempt: Attempt, survey: Survey, strangers: boolean): fc.Arbitrary<Sent> {
  const { kind, name } = attempt
  const addressed = fc.record({
    path: pathTo(attempt, survey),
    query: query(attempt, survey),
    forged: forged(strangers),
  })
  if (kind === 'page' || kind === 'data' || name === 'GET')
    return addressed.map(({ path, query, forged }) => {
      const target = kind === 'data' ? `${path === '/' ? '' : path}/__data.json` : path
      return { method: 'GET', path: `${target}?${query}`, headers: {}, body: Buffer.alloc(0), ...forged }
    })
  const posted = fc.record({ to: addressed, body: body(fields(attempt, survey)) })
  if (kind === 'stray')
    return fc
      .record({
        posted,
        method: fc.constantFrom(...STRAY_METHODS),
        action: fc.constantFrom(...STRAY_ACTIONS),
      })
      .map(({ posted, method, action }) => {
        const name = attempt.door.isPage && method === 'POST' ? `/${action}` : ''
        return send(method, posted.to, name, posted.body)
      })
  return posted.map(({ to, body }) =>
    kind === 'action'
      ? send('POST', to, name === 'default' ? '' : `/${name}`, body)
      : send(name, to, '', body),
  )
}

const STRAY_METHODS = ['POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']
const STRAY_ACTIONS = ['default', 'nosuch', '__proto__', 'constructor', '', '%00', 'vouch%']

interface Addressed {
  readonly path: string
  readonly query: string
  readonly forged: { readonly forged?: string }
}

function send(
  method: string,
  { path, query, forged }: Addressed,
  action: string,
  { headers, bytes }: Body,
): Sent {
  const target = `${path}?${action}${action && query ? '&' : ''}${query}`
  const body = method === 'HEAD' ? Buffer.alloc(0) : bytes
  return { method, path: target, headers, body, ...forged }
}

/** Where the door is known to lead, with real ids of other people, or nowhere. */
function pathTo({ door }: Attempt, survey: Survey): fc.Arbitrary<string> {
  if (door.params.length === 0) return fc.constant(addressOf(door, () => ''))
  const nowhere = fc.array(segment(survey.ids), { minLength: 4, maxLength: 4 }).map((segments) => {
    const left = [...segments]
    return addressOf(
      door,
      () => left.pop()!,
      (raw) => raw,
    )
  })
  const real = survey.paths.get(door.id) ?? []
  const known = real.length > 0 ? [{ weight: 3, arbitrary: fc.constantFrom(...real) }] : []
  return fc.oneof({ weight: 2, arbitrary: nowhere }, ...known)
}

function query({ door, kind }: Attempt, survey: Survey): fc.Arbitrary<string> {
  const names = [...(survey.queries.get(door.id) ?? []), ...USUAL_QUERY]
  const pair = fc.record({ name: fc.constantFrom(...names), value: word(survey.ids) })
  const pairs = fc
    .array(pair, { minLength: kind === 'action' ? 0 : 1, maxLength: kind === 'action' ? 1 : 5 })
    .map((all) =>
      all
        .map(({ name, value }) => `${name}=${encoded(value)}`)
        .join('&')
        .slice(0, LONGEST_QUERY),
    )
  return fc.oneof(
    { weight: 9, arbitrary: pairs },
    { weight: 1, arbitrary: fc.constantFrom('%', '%00=%ff', 'a&&=&=', 'place=%E0%A4', 'place[]=1') },
  )
}

/** A form as the page shows it, with some of its fields spoilt; or one made up where the page shows this visitor none. */
function fields(attempt: Attempt, survey: Survey): fc.Arbitrary<Fields> {
  const { door, name } = attempt
  const key = `${door.id}?/${attempt.kind === 'action' ? name : 'default'}`
  const rendered = (survey.forms.get(key) ?? []).map((form) => form.fields)
  const names = [...new Set([...USUAL, ...survey.names])]
  const madeUp = fc
    .uniqueArray(fc.constantFrom(...names), { minLength: 3, maxLength: 10 })
    .chain((chosen) =>
      fc
        .tuple(fc.uuid(), fc.array(word(survey.ids), { minLength: chosen.length, maxLength: chosen.length }))
        .map(([command, values]): Fields => [
          ['command', command],
          ...chosen.map((field, at) => [field, values[at]!] as const),
        ]),
    )
  const shown =
    rendered.length > 0
      ? [{ weight: 4, arbitrary: fc.constantFrom(...rendered).chain((form) => spoilt(form, survey)) }]
      : []
  return fc.oneof({ weight: 1, arbitrary: madeUp }, ...shown).map(harmless)
}

function spoilt(form: Fields, survey: Survey): fc.Arbitrary<Fields> {
  const spoil = fc.oneof(
    { weight: 4, arbitrary: fc.constant('keep' as const) },
    { weight: 1, arbitrary: fc.constant('drop' as const) },
    { weight: 1, arbitrary: fc.constant('twice' as const) },
    { weight: 6, arbitrary: word(survey.ids) },
  )
  return fc
    .array(fc.record({ spoil, fresh: fc.uuid() }), { minLength: form.length, maxLength: form.length })
    .map((ways) =>
      form.flatMap(([name, value], at): Fields => {
        const { spoil, fresh } = ways[at]!
        if (spoil === 'drop') return []
        if (spoil === 'twice')
          return [
            [name, value],
            [name, 'x'],
          ]
        // A form without its command gets nowhere: garbage in it is tried, but not often.
        if (name === 'command') return [[name, spoil.length % 7 === 1 ? spoil : fresh]]
        return [[name, spoil === 'keep' ? value : spoil]]
      }),
    )
}

/** Nobody leaves or is erased: the personas are needed by those who come after. */
const harmless = (fields: Fields): Fields =>
  fields.map(([name, value]) => [name, name === 'sure' && value === 'on' ? 'no' : value])

/** What another program might leave in the cookies: a stranger's session too, if there is none to lose. */
function forged(strangers: boolean): fc.Arbitrary<{ forged?: string }> {
  const names = ['challenge', 'device', ...(strangers ? ['session'] : [])]
  const cookie = fc
    .record({
      edition: fc.constantFrom('organisation', 'programme'),
      value: fc.constantFrom('', '%00', '%ff', 'a'.repeat(3000), '"', '{}', '%ED%A0%80'),
    })
    .map(({ edition, value }) => ({
      forged: names
        .map((name) => `karyakarta_${edition}${name === 'session' ? '' : `_${name}`}=${value}`)
        .join('; '),
    }))
  return fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: cookie })
}
