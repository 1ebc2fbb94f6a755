/**
 * `node bundleProgram.ts FOLDER`: puts the command line and the editions' process in one piece (wholeProgram.ts), into a build's folder, beside the
 * web application. A process of its own, since a bundler takes memory that a house in service needs for itself.
 */
import { writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { rolldown, type Plugin } from 'rolldown'
import { TAKEN_IN } from './takenIn.ts'
import { INSTALLED, MADE_OF, PROGRAM, traceOf, type Entry } from './wholeProgram.ts'

const ROOT = join(import.meta.dirname, '../..')
const ENTRIES: readonly Entry[] = ['main', 'serveEdition']

/** What is in one piece already, or is only loaded where it has to be made. */
const STAYS = /^#paraglide\/|\/compileMessages\.ts$/

const isPackage = (id: string) => !/^([./#\0]|node:)/.test(id)
const isTakenIn = (id: string) => TAKEN_IN.some((name) => id === name || id.startsWith(`${name}/`))

/** What a source finds beside itself it must find from the program's folder too. */
const whereItWas = (out: string): Plugin => ({
  name: 'where-it-was',
  transform: {
    filter: { id: /\.ts$/, code: /import\.meta\./ },
    handler(code, id) {
      const from = (path: string) => JSON.stringify(`/${relative(out, path)}`)
      return code
        .replaceAll('import.meta.dirname', `(import.meta.dirname + ${from(dirname(id))})`)
        .replaceAll('import.meta.url', `new URL('.' + ${from(id)}, import.meta.url).href`)
    },
  },
})

async function bundleProgram(build: string): Promise<void> {
  const began = Date.now()
  const out = join(build, PROGRAM)
  const bundle = await rolldown({
    cwd: ROOT,
    platform: 'node',
    input: Object.fromEntries(ENTRIES.map((entry) => [entry, join(ROOT, 'cli', `${entry}.ts`)])),
    external: (id, _importer, isResolved) =>
      STAYS.test(id) || (!isResolved && isPackage(id) && !isTakenIn(id)),
    plugins: [whereItWas(out)],
  })
  const { output } = await bundle.write({
    dir: out,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  })
  const sources = output
    .flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
    .filter((id) => id.startsWith(`${ROOT}/`) && !id.includes('/node_modules/'))
    .map((id) => relative(ROOT, id))
  const traces = [INSTALLED, ...sources].map((file) => traceOf(ROOT, file))
  // What was written to meanwhile may not be what went in: then the sources are run.
  if (traces.some(([, , changedMs]) => changedMs >= began)) return
  writeFileSync(join(out, MADE_OF), JSON.stringify(traces))
}

await bundleProgram(join(ROOT, process.argv[2]!))
