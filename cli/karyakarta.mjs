#!/usr/bin/env node
// Runs on whatever Node the machine has (Debian 12: 20) and hands over to the Node 24 that npm ci brought along.
import { spawn } from 'node:child_process'
import module from 'node:module'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NEEDED = 24
const own = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))

// Paths given on the command line are meant from where the person stands; everything of ours from the project's root.
process.env.INIT_CWD ??= process.cwd()
process.chdir(fileURLToPath(new URL('..', import.meta.url)))

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  // Compiled code is kept between runs: a third of the time to start. Where it cannot be written, nothing changes.
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
    new URL('../node_modules/.cache/karyakarta', import.meta.url),
  )
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE)
  const { programOf } = await import('./start/wholeProgram.ts')
  await import(pathToFileURL(programOf(process.cwd(), 'main')).href)
} else if (existsSync(own)) {
  handOver()
} else {
  console.error('Node 24 is missing: run `npm ci` first. · Node 24 नहीं मिला: पहले `npm ci` चलाएँ।')
  process.exitCode = 1
}

/** The channel tells the child when we are gone even by kill -9, so that it never runs on alone. */
function handOver() {
  const child = spawn(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`Node 24 does not run here (${error.message}): run \`npm ci\` again.`)
    process.exitCode = 1
  })
  // The shell's convention: 128 + the signal's number.
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}
