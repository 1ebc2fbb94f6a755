import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { builtFolder } from '../../cli/start/builtFolder.ts'

/** A door of the built application. */
export interface Door {
  /** SvelteKit's route id, e.g. `/(organisation)/join/[code]`. */
  readonly id: string
  /** A page; else an endpoint for scripts and files. */
  readonly isPage: boolean
  readonly params: readonly string[]
  /** Names of the page's form actions; `default` for the only one. */
  readonly actions: readonly string[]
  /** HTTP methods that it answers. */
  readonly methods: readonly string[]
}

interface BuiltManifest {
  readonly nodes: readonly (() => Promise<{ server?: { actions?: Record<string, unknown> } }>)[]
  readonly routes: readonly {
    readonly id: string
    readonly params: readonly { name: string }[]
    readonly page: { leaf: number } | null
    readonly endpoint: (() => Promise<Record<string, unknown>>) | null
  }[]
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Every door, read from the build itself, so that no list can forget one. */
export async function builtDoors(): Promise<readonly Door[]> {
  const file = pathToFileURL(join(builtFolder(process.cwd())!, 'server/manifest-full.js')).href
  const { manifest } = (await import(file)) as { manifest: BuiltManifest }
  return Promise.all(
    manifest.routes.map(async ({ id, params, page, endpoint }) => {
      const served = endpoint ? await endpoint() : {}
      const node = page ? await manifest.nodes[page.leaf]!() : undefined
      return {
        id,
        isPage: page !== null,
        params: params.map(({ name }) => name),
        actions: Object.keys(node?.server?.actions ?? {}),
        methods: METHODS.filter((method) => method in served || (page && method === 'GET')),
      }
    }),
  )
}

/** A door's address with its parameters filled; `encode` may leave them as they are, for what no browser would send. */
export function addressOf(
  door: Door,
  fill: (param: string) => string,
  encode: (value: string) => string = encodeURIComponent,
): string {
  const path = door.id
    .split('/')
    .filter((part) => part !== '' && !/^\(.*\)$/.test(part))
    .map((part) =>
      part.replace(/\[+(?:\.\.\.)?([^\]=]+)(?:=[^\]]+)?\]+/g, (_, param: string) => encode(fill(param))),
    )
    .join('/')
  return `/${path}`
}
