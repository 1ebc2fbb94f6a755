import { editions } from '#editions/index.ts'
import { assertOwnDatabase } from '#platform/database/belongsTo.ts'
import { readEnvironment } from '#platform/environment/environment.ts'
import { removeLeftBehind } from '#platform/files/receive.ts'
import { openPlatform } from '#platform/open.ts'
import { startWorker } from '../src/worker.ts'
import { untilTold } from './untilTold.ts'

/** Works behind one edition's pages until told to end. @throws EnvironmentFault */
export async function work(): Promise<void> {
  const environment = readEnvironment(process.env)
  const { platform, close } = openPlatform(environment)
  await assertOwnDatabase(platform.db, environment.edition)
  await removeLeftBehind()
  const worker = await startWorker(platform, editions[environment.edition])
  untilTold(async () => {
    await worker.stop()
    await close()
  })
  platform.log.info('the worker is at work')
}
