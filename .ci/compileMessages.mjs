/** Compiles the rooms' messages into src/paraglide: `npm run messages`. A missing plugin would leave them empty, so that is fatal. */
import { compile } from '@inlang/paraglide-js'
import { readFileSync } from 'node:fs'
import { paraglide } from '../paraglide.config.js'

await compile(paraglide)
if (!readFileSync(`${paraglide.outdir}/messages.js`, 'utf8').includes('export'))
  throw new Error('the messages compiled to nothing')
