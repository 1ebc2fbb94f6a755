import { PERSONAS } from '../../../src/demo/personas.ts'
import type { Door } from '../doors.ts'
import { inTurns } from './inTurns.ts'
import { formsOf, idsOf, linksOf, type PageForm } from './pageForms.ts'
import { look, type Visitor } from './visit.ts'

/** What a visitor can find out by following links, before the garbage begins. */
export interface Survey {
  /** Real ids of people, places and invitations; never a persona's, so that garbage cannot suspend the next visitor. */
  readonly ids: readonly string[]
  /** Door id → paths that lead somewhere. */
  readonly paths: ReadonlyMap<string, readonly string[]>
  /** Door id → names of query parameters that links and search forms use. */
  readonly queries: ReadonlyMap<string, readonly string[]>
  /** `door id?/action` → forms as they were rendered. */
  readonly forms: ReadonlyMap<string, readonly PageForm[]>
  /** Every field name of every form. */
  readonly names: readonly string[]
}

/** A few pages of each kind tell all there is to tell. */
const PATHS_A_DOOR = 3
const IDS = 60

const PERSONA_IDS = new Set(PERSONAS.map(({ personId }) => personId))

/** A door's path without groups: `/people/[id]`. */
const pathOf = ({ id }: Door): string => id.replace(/\/\([^/]+\)/g, '') || '/'

const patternOf = (door: Door): RegExp =>
  new RegExp(
    `^${pathOf(door)
      .replace(/[.]/g, '\\.')
      .replace(/\[[^\]]+\]/g, '[^/]+')}$`,
  )

export class Surveyor {
  readonly #ids = new Set<string>()
  readonly #paths = new Map<string, Set<string>>()
  readonly #queries = new Map<string, Set<string>>()
  readonly #forms = new Map<string, PageForm[]>()
  readonly #patterns: readonly (readonly [Door, RegExp])[]

  constructor(doors: readonly Door[]) {
    // `/join/booth` before `/join/[code]`.
    this.#patterns = doors
      .map((door) => [door, patternOf(door)] as const)
      .sort(([one], [other]) => one.params.length - other.params.length)
  }

  /** Opens every door that needs no parameter, then those that the pages lead to. */
  async survey(visitor: Visitor): Promise<Survey> {
    const pages = this.#patterns.filter(([door]) => door.methods.includes('GET')).map(([door]) => door)
    const open = pages.filter(({ params, id }) => params.length === 0 && !id.endsWith('/sign-out'))
    await inTurns(open, (door) => this.#read(visitor, pathOf(door)))
    const found = pages
      .filter(({ params, id }) => params.length > 0 && !id.includes('/demo/'))
      .flatMap(({ id }) => [...(this.#paths.get(id) ?? [])])
    await inTurns(found, (path) => this.#read(visitor, path))
    return {
      ids: [...this.#ids].slice(0, IDS),
      paths: asLists(this.#paths),
      queries: asLists(this.#queries),
      forms: this.#forms,
      names: [
        ...new Set([...this.#forms.values()].flat().flatMap(({ fields }) => fields.map(([name]) => name))),
      ],
    }
  }

  async #read(visitor: Visitor, path: string): Promise<void> {
    const { status, body } = await look(visitor, path)
    if (status >= 400) return
    for (const id of idsOf(body)) if (!PERSONA_IDS.has(id)) this.#ids.add(id)
    for (const link of linksOf(body)) this.#meet(link)
    for (const form of formsOf(body)) this.#keep(path, form)
  }

  #meet(link: string): void {
    const { pathname, searchParams } = new URL(link, 'http://here')
    const door = this.#doorAt(pathname)
    if (!door || [...PERSONA_IDS].some((id) => pathname.includes(id))) return
    const known = setOf(this.#paths, door.id)
    if (known.size < PATHS_A_DOOR) known.add(pathname)
    for (const name of searchParams.keys()) setOf(this.#queries, door.id).add(name)
  }

  #keep(path: string, form: PageForm): void {
    const { pathname, search } = new URL(form.action, `http://here${path}`)
    const door = this.#doorAt(pathname)
    if (!door || form.fields.some(([, value]) => PERSONA_IDS.has(value))) return
    if (form.method === 'get') for (const [name] of form.fields) setOf(this.#queries, door.id).add(name)
    else {
      const action = /^\?\/(\w+)/.exec(search)?.[1] ?? 'default'
      const key = `${door.id}?/${action}`
      this.#forms.set(key, [...(this.#forms.get(key) ?? []), form].slice(0, 10))
    }
  }

  #doorAt(pathname: string): Door | undefined {
    return this.#patterns.find(([, pattern]) => pattern.test(pathname))?.[0]
  }
}

const asLists = (sets: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, readonly string[]> =>
  new Map([...sets].map(([key, values]) => [key, [...values]]))

function setOf(map: Map<string, Set<string>>, key: string): Set<string> {
  const known = map.get(key) ?? new Set()
  map.set(key, known)
  return known
}
