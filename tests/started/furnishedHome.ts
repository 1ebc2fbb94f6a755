import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { removeCluster } from '#platform/database/embedded/index.ts'
import { freePorts, runStart } from '../faults/startProcess.ts'

/** Somebody else's making is waited for this long; then one's own start fills its home, as a newcomer's does. */
const PATIENCE_MS = 240_000

/**
 * Puts into a home what the first `npm start` leaves in it (both editions filled with the demo), so that the next start there is a warm one.
 * The first to ask in a run makes the model by such a start, the others get copies: the state's 45,322 booths are loaded once, not for each.
 * Without KARYAKARTA_FURNISHED (a folder for the model that a user of its own, PostgreSQL's, can reach) nothing is put there.
 * @param home a folder that is empty or not there yet
 */
export async function furnish(home: string): Promise<void> {
  const model = process.env.KARYAKARTA_FURNISHED
  if (!model) return
  const [made, failed] = [join(model, 'made'), join(model, 'failed')]
  if (isFirst(model)) {
    const isMade = await make(join(model, 'home'))
    writeFileSync(isMade ? made : failed, '')
  }
  const isOver = () => existsSync(made) || existsSync(failed)
  for (const until = Date.now() + PATIENCE_MS; !isOver() && Date.now() < until;) await sleep(100)
  if (!existsSync(made)) return
  mkdirSync(home, { recursive: true })
  // -a keeps the owner, which is another user than ours when we are root.
  const { status, stderr } = spawnSync('cp', ['-a', '--reflink=auto', `${join(model, 'home')}/.`, home])
  if (status !== 0) throw new Error(`the furnished home could not be copied: ${String(stderr)}`)
}

/** Only one process of a run makes the folder. */
function isFirst(model: string): boolean {
  try {
    mkdirSync(model)
    chmodSync(model, 0o711)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** @returns false when it did not come up, or cannot be copied: the tests' own starts fill their homes, or say why not */
async function make(home: string): Promise<boolean> {
  const start = runStart(home, await freePorts(), [], { LOG_LEVEL: 'warn' })
  const isReady = await start.ready().then(
    () => true,
    () => false,
  )
  start.child.kill('SIGTERM')
  await start.ended
  // Where PostgreSQL's user could not reach it, the data lies elsewhere, behind a link: two homes must not share it.
  const isWhole =
    isReady && lstatSync(join(home, 'postgres'), { throwIfNoEntry: false })?.isDirectory() === true
  if (!isWhole) await removeCluster(join(home, 'postgres'), () => {})
  return isWhole
}
