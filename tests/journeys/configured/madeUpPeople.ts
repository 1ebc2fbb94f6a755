import { readNameLists } from '#demo/inventedNames.ts'
import { saveMadeUpPeople } from '#demo/loadDemo.ts'
import { personasOf } from '#demo/personas.ts'
import { systemActor } from '#platform/access/actor.ts'
import { beginTotp, confirmTotp, readTotp } from '#platform/accounts/secondStep/totpStore.ts'
import { contextFor } from '#platform/context.ts'
import { readEnvironment } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'

/**
 * Puts the demo's people beside the first admin of an organisation that was set up, as if they had joined over half a year, and gives those
 * who need a second step their authenticators. The application itself fills nothing where a database is configured; the test does.
 * @param variables the edition's environment, as its processes get it
 */
export async function bringMadeUpPeople(variables: Readonly<Record<string, string>>): Promise<void> {
  const { platform, close } = openPlatform(readEnvironment({ ...variables }), 2)
  const { keys } = platform
  try {
    const lists = await readNameLists('data')
    await contextFor(platform, systemActor('journeys')).transaction(async (tx) => {
      await saveMadeUpPeople(tx, platform, lists)
      for (const { personId, authenticatorSecret } of personasOf('organisation')) {
        if (!authenticatorSecret) continue
        await beginTotp(tx, keys, personId, authenticatorSecret)
        await confirmTotp(tx, personId, (await readTotp(tx.db, keys, personId, false))!.id)
      }
    })
  } finally {
    await close()
  }
}
