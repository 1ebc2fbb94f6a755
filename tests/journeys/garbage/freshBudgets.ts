import { ask } from '../ownersEyes.ts'

/** Journeys before this one, and earlier runs on a kept home, have spent of the second step's ten tries in a quarter of an hour. */
export async function freshBudgets(): Promise<void> {
  for (const edition of ['organisation', 'programme'] as const)
    await ask(edition, 'delete from accounts.budget')
}
