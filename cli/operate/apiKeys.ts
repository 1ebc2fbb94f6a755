import { systemActor } from '#platform/access/actor.ts'
import { createApiKey, revokeApiKey } from '#platform/accounts/apiKey.ts'
import type { ApiScope } from '#platform/accounts/apiScopes.ts'
import { listApiKeys } from '#platform/accounts/listApiKeys.ts'
import { contextFor, type Context } from '#platform/context.ts'
import type { EditionName } from '#platform/environment/environment.ts'
import { openPlatform } from '#platform/open.ts'
import { say } from '../say.ts'
import { withInstallation } from './installation.ts'

interface Wishes {
  readonly edition?: EditionName
}

const asHouse = (wishes: Wishes, work: (context: Context) => Promise<void>): Promise<void> =>
  withInstallation(wishes.edition, async ({ environment }) => {
    const { platform, close } = openPlatform(environment, 1)
    await work(contextFor(platform, systemActor('command line'))).finally(close)
  })

/** Makes a key and prints its token, which is kept nowhere. */
export async function createKey(
  wishes: Wishes & {
    readonly person: string
    readonly name: string
    readonly write?: boolean
    readonly scope?: readonly ApiScope[]
  },
): Promise<void> {
  const scopes: readonly ApiScope[] = wishes.scope ?? (wishes.write ? ['read', 'write'] : ['read'])
  await asHouse(wishes, async (context) => {
    const { id, token } = await createApiKey(context, {
      personId: wishes.person,
      name: wishes.name,
      scopes: [...scopes],
    })
    console.log(token)
    say({
      en: `Key ${id} (${scopes.join(', ')}). The token above is shown this once.`,
      hi: `कुंजी ${id} (${scopes.join(', ')})। ऊपर का टोकन सिर्फ़ इसी बार दिखता है।`,
    })
  })
}

/** Prints the keys that open something, without their tokens. */
export async function listKeys(wishes: Wishes): Promise<void> {
  await asHouse(wishes, async (context) => {
    for (const key of await context.transaction(listApiKeys)) {
      const seen = key.seenAt ? key.seenAt.toISOString().slice(0, 10) : '—'
      console.log(
        `${key.id}  ${key.madeAt.toISOString().slice(0, 10)}  ${seen}  ${key.scopes.join('+')}  ${key.name}`,
      )
    }
  })
}

/** Ends a key; its next request is refused. */
export async function revokeKey(id: string, wishes: Wishes): Promise<void> {
  await asHouse(wishes, (context) => revokeApiKey(context, { id }))
  say({ en: `Key ${id} opens nothing any more.`, hi: `कुंजी ${id} अब कुछ नहीं खोलती।` })
}
