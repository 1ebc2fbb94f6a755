/** A worker that posts on channels, in a process of its own, for a test that kills it. The clock goes on from the moment that it is told. */
import { channelJobs } from '#modules/channels/server/index.ts'
import { electionRules } from '#modules/elections/server/index.ts'
import { readEnvironment } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'
import { startWorker } from '../../src/worker.ts'

const { platform, close } = openPlatform(readEnvironment(process.env), 4)
const start = Number(process.env.STARTS_AT)
const began = Date.now()
const clock = { now: () => new Date(start + (Date.now() - began)) }
const jobs = channelJobs(electionRules)
const worker = await startWorker({ ...platform, clock }, { reactions: [], jobs }, { superviseSeconds: 1 })
process.stdout.write('working\n')
process.once('SIGTERM', () => void worker.stop().then(close))
