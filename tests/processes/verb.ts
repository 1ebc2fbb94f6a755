/** Runs one verb in a process of its own, for a test that kills it in the middle. */
import { personActor, systemActor, type PersonActor } from '#platform/access/actor.ts'
import { contextFor, type Context } from '#platform/context.ts'
import { readEnvironment } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'
import { eraseMe } from '#modules/people/server/leave.ts'
import { applyRestructure } from '#modules/places/server/restructure/applyRestructure.ts'

const VERBS: Readonly<Record<string, (ctx: Context, input: never) => Promise<unknown>>> = {
  applyRestructure,
  eraseMe,
}

const { verb, input, actor } = JSON.parse(process.env.ORDER!) as {
  verb: string
  input: unknown
  actor: PersonActor | null
}
const { platform, close } = openPlatform(readEnvironment(process.env), 2)
const clock = { now: () => new Date(Number(process.env.STARTS_AT)) }
const by = actor ? personActor(actor) : systemActor('test')
process.stdout.write('begins\n')
await VERBS[verb]!(contextFor({ ...platform, clock }, by, 'hi'), input as never)
process.stdout.write('done\n')
await close()
