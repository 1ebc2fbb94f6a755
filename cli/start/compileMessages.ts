/** Compiles the rooms' messages into src/paraglide: `npm run messages`. */
import { compileProject, writeOutput, type compile } from '@inlang/paraglide-js'
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import fsp from 'node:fs/promises'
import { join } from 'node:path'
import { paraglide } from '../../paraglide.config.js'
import { readMessages } from './readMessages.ts'

/** @throws Error when they come to nothing: a missing plugin would leave every word empty */
export async function compileMessages(root: string): Promise<void> {
  const at = (path: string) => join(root, path)
  const output = await compileProject({
    project: await readMessages(root),
    compilerOptions: paraglide as Parameters<typeof compile>[0],
    projectPath: at(paraglide.project),
  })
  await writeOutput({ directory: at(paraglide.outdir), output, cleanDirectory: true, fs: fsp })
  const compiled = at(`${paraglide.outdir}/messages.js`)
  if (!readFileSync(compiled, 'utf8').includes('export')) throw new Error('the messages compiled to nothing')
  joinForNode(at(paraglide.outdir))
  // Only what has changed is written: the time says when somebody last looked.
  utimesSync(compiled, new Date(), new Date())
}

/**
 * A browser is sent the messages of its page, and so each is a module of its own. Node wants them all: three thousand modules to open took each process
 * and each file of tests most of a second, so there (`imports` in package.json) they are one.
 */
function joinForNode(folder: string): void {
  const files = readdirSync(join(folder, 'messages')).filter(
    (file) => file.endsWith('.js') && file !== '_index.js',
  )
  const imports = new Set<string>()
  const bodies = files.sort().map((file) =>
    readFileSync(join(folder, 'messages', file), 'utf8').replace(/^import .*'\.\.\/.*\n/gm, (line) => {
      imports.add(line.replace("'../", "'./"))
      return ''
    }),
  )
  writeFileSync(join(folder, 'everyMessage.js'), [...imports, ...bodies].join('\n'))
  writeFileSync(
    join(folder, 'wholeMessages.js'),
    "export * from './everyMessage.js'\nexport * as m from './everyMessage.js'\n",
  )
}

if (import.meta.main) await compileMessages(join(import.meta.dirname, '../..'))
