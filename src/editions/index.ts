import type { EditionName } from '#platform/environment/environment.ts'
import type { Edition } from './edition.ts'
import { organisation } from './organisation.ts'
import { programme } from './programme.ts'

export const editions: Readonly<Record<EditionName, Edition>> = { organisation, programme }
export type { Edition }
