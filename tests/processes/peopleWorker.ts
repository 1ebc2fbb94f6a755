/** A worker that writes lists of people, in a process of its own, for a test that kills it. The clock goes on from the moment that it is told. */
import { peopleWork } from '#modules/people/server/index.ts'
import { readEnvironment } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'
import { startWorker } from '../../src/worker.ts'

const { platform, close } = openPlatform(readEnvironment(process.env), 6)
const start = Number(process.env.STARTS_AT)
const began = Date.now()
const clock = { now: () => new Date(start + (Date.now() - began)) }
const worker = await startWorker({ ...platform, clock }, peopleWork, { superviseSeconds: 1 })
process.stdout.write('working\n')
process.once('SIGTERM', () => void worker.stop().then(close))
