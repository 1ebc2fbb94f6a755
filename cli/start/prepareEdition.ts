import { join } from 'node:path'
import { editions } from '#editions/index.ts'
import { migrate } from '#platform/database/migrate.ts'
import { servingRoleOf, type ProvisionedEdition } from '#platform/database/provision.ts'
import { createKeys } from '#platform/keys/keyRing.ts'
import { editionFolder } from './editionHome.ts'

/** Keys and tables: everything an edition needs before its process may serve. */
export async function prepareEdition(home: string, { edition, ownerUrl }: ProvisionedEdition): Promise<void> {
  createKeys(join(editionFolder(home, edition), 'keys'))
  const { rooms, jobs } = editions[edition]
  await migrate(ownerUrl, { edition, servingRole: servingRoleOf(edition), rooms, jobs })
}
