/** A worker in a process of its own, for tests that kill it. */
import { readEnvironment } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'
import { startWorker } from '../../src/worker.ts'
import { markJob } from './markJob.ts'

const { platform, close } = openPlatform(readEnvironment(process.env), 4)
const worker = await startWorker(platform, { reactions: [], jobs: [markJob] }, { superviseSeconds: 1 })
process.stdout.write('working\n')
process.once('SIGTERM', () => void worker.stop().then(close))
