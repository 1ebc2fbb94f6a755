import type { Context } from '#platform/context.ts'
import { contextFor } from '#platform/context.ts'
import { systemActor } from '#platform/access/actor.ts'
import { isRefusal } from '#platform/errors/catalogue.ts'
import { openPlatform } from '#platform/open.ts'
import { say } from '../say.ts'
import { withInstallation } from './installation.ts'

/** Says the words of a message, in both languages where the build has made them. */
export async function wordsOf(id: string): Promise<{ en: string; hi: string }> {
  try {
    const { wordsIfAny } = await import('#platform/i18n/wordsOf.ts')
    return { en: wordsIfAny(id, 'en') ?? id, hi: wordsIfAny(id, 'hi') ?? id }
  } catch {
    return { en: id, hi: id }
  }
}

/** Says what went wrong; the command ends with status 1. */
export function fail(words: { en: string; hi: string }): void {
  say(words)
  process.exitCode = 1
}

/** Does something with the organisation edition here, as the house under a name; a refusal is said in words. */
export async function asTheHouse(name: string, work: (ctx: Context) => Promise<void>): Promise<void> {
  await withInstallation('organisation', async ({ environment }) => {
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
