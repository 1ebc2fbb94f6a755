/** A worker of the studio's renditions in a process of its own, for tests that kill it. */
import { renderForm } from '#modules/studio/server/renditions/renderJob.ts'
import { readEnvironment } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'
import { startWorker } from '../../src/worker.ts'

const { platform, close } = openPlatform(readEnvironment(process.env), 4)
const worker = await startWorker(platform, { reactions: [], jobs: [renderForm] }, { superviseSeconds: 1 })
process.stdout.write('working\n')
process.once('SIGTERM', () => void worker.stop().then(close))
