import { contextFor, type Context } from '#platform/context.ts'
import { systemActor } from '#platform/access/actor.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { openPlatform } from '#platform/open.ts'
import { say } from '../say.ts'
import { withInstallation } from './installation.ts'
import { wordsOf } from './wordsOf.ts'

/** Says what went wrong; the command ends with status 1. */
export function fail(words: { en: string; hi: string }): void {
  say(words)
  process.exitCode = 1
}

/** Does something with the edition here, as the house under a name; a refusal is said in words. */
export async function asTheHouse(
  name: string,
  work: (ctx: Context) => Promise<void>,
  edition: EditionName | undefined = 'organisation',
): Promise<void> {
  await withInstallation(edition, async ({ environment }) => {
    const { platform, close } = openPlatform(environment, 4)
    try {
      await work(contextFor(platform, systemActor(name)))
    } catch (error) {
      if (!isRefusal(error)) throw error
      fail(await wordsOf(Object.values(error.fields)[0] ?? error.reason ?? error.id))
    } finally {
      await close()
    }
  })
}
