import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock/uuid.ts'
import type { TestPlatform } from '#tests/database/testPlatform.ts'
import type { Place } from './tree.ts'

interface TaskWishes {
  readonly place: Place
  readonly wing?: number | null
  readonly confirmer?: 'giver' | 'constituency' | 'above'
  readonly givenBy?: string
  readonly title?: string
}

/** A task as it would be given, made with the owner's hand: any place and wing, given yesterday. @returns its id */
export async function arrangeTask(house: TestPlatform, wishes: TaskWishes): Promise<string> {
  const id = uuidv7()
  const yesterday = new Date(house.clock.now().getTime() - 86_400_000)
  const { place, wing = null, confirmer = 'above', givenBy = null, title = 'घर-घर जाना' } = wishes
  await sql`
    insert into tasks.task (id, place_id, place_lft, place_rgt, wing, title_hi, words_hi, due_on, proof, confirmer, given_by, given_at)
    values (${id}, ${place.id}, ${place.lft}, ${place.rgt}, ${wing}, ${title}, 'अपने बूथ के घरों में जाएँ', '2026-12-01', 'words',
      ${confirmer}, ${givenBy}, ${yesterday})`.execute(house.owner.db)
  return id
}

interface ReportWishes {
  readonly taskId: string
  readonly personId: string
  readonly place: Place
  readonly wing: number
  readonly state?: 'sent' | 'confirmed'
  readonly answeredBy?: string
  readonly madeAt?: Date
  readonly device?: string
  /** 64 hex digits of a file that is there. */
  readonly photo?: string
}

/** A report as it would be sent, with the owner's hand: from any place, device and hour. @returns its id */
export async function arrangeReport(house: TestPlatform, wishes: ReportWishes): Promise<string> {
  const id = uuidv7()
  const now = house.clock.now()
  const { state = 'sent', answeredBy = null, madeAt = now, device = null, photo = null } = wishes
  await sql`
    insert into tasks.report (id, task_id, person_id, place_id, place_lft, wing, state, told, happened_on, photo, made_at, arrived_at,
      device_hash, answered_by, answered_at)
    values (${id}, ${wishes.taskId}, ${wishes.personId}, ${wishes.place.id}, ${wishes.place.lft}, ${wishes.wing}, ${state}, 'बीस घर',
      '2026-11-22', ${photo === null ? null : Buffer.from(photo, 'hex')}, ${madeAt}, ${madeAt},
      ${device === null ? null : Buffer.from(device)}, ${answeredBy}, ${state === 'sent' ? null : now})`.execute(
    house.owner.db,
  )
  return id
}
