/** Compiles the rooms' messages into src/paraglide: `npm run messages`. */
import { compile } from '@inlang/paraglide-js'
import { readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { paraglide } from '../../paraglide.config.js'

/** @throws Error when they come to nothing: a missing plugin would leave every word empty */
export async function compileMessages(root: string): Promise<void> {
  const at = (path: string) => join(root, path)
  await compile({
    ...(paraglide as Parameters<typeof compile>[0]),
    project: at(paraglide.project),
    outdir: at(paraglide.outdir),
  })
  const compiled = at(`${paraglide.outdir}/messages.js`)
  if (!readFileSync(compiled, 'utf8').includes('export')) throw new Error('the messages compiled to nothing')
  // Only what has changed is written: the time says when somebody last looked.
  utimesSync(compiled, new Date(), new Date())
}

if (import.meta.main) await compileMessages(join(import.meta.dirname, '../..'))
