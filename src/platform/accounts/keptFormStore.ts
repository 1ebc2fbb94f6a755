import { sql } from 'kysely'
import type { PersonActor } from '../access/actor.ts'
import { uuidv7 } from '../clock/uuid.ts'
import type { Platform } from '../context.ts'
import { sealBytes, unsealBytes } from '../keys/sealed.ts'
import { later } from './session.ts'

/** Milliseconds for which a form waits: time to find the phone, or to set up an app on it for the first time. */
export const FORM_WAITS_MS = 30 * 60_000
/** Forms that wait for one session: tabs in which somebody pressed a button before she took the step. */
const MOST_OF_A_SESSION = 4

/** A form as it was sent: the very bytes, so that what goes on is what was asked for. */
export interface KeptForm {
  /** Path and search of the address to which it was posted, its action's name among them. */
  readonly action: string
  /** Its content type, with the boundary of a multipart body. */
  readonly type: string
  readonly body: Buffer
}

type Sender = Pick<PersonActor, 'sessionId' | 'personId'>
/** The session may pass to another of the household: to her the form does not open. */
const binding = (id: string, { personId }: Sender): string => `accounts.keptForm:${id}:${personId}`

/** Keeps a form for whoever sent it; the oldest of too many gives way. @returns its id, which says nothing to anybody else */
export async function keepForm(platform: Platform, sender: Sender, form: KeptForm): Promise<string> {
  const now = platform.clock.now()
  const id = uuidv7(now)
  const head = Buffer.from(JSON.stringify([form.action, form.type]))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(head.length)
  const sealed = sealBytes(platform.keys, Buffer.concat([length, head, form.body]), binding(id, sender))
  await sql`
    with too_many as (
      delete from accounts.kept_form where id in (
        select id from accounts.kept_form where session_id = ${sender.sessionId}
        order by made_at desc offset ${MOST_OF_A_SESSION - 1}))
    insert into accounts.kept_form (id, session_id, sealed, made_at)
    values (${id}, ${sender.sessionId}, ${sealed}, ${now})`.execute(platform.db)
  return id
}

/** The form that waits under an id for this person in this session; undefined for another's, an old or a made-up one. */
export async function findKeptForm(
  platform: Platform,
  sender: Sender,
  id: string,
): Promise<KeptForm | undefined> {
  const found = await sql<{ sealed: Buffer }>`
    select sealed from accounts.kept_form
    where id = ${id} and session_id = ${sender.sessionId} and made_at > ${later(platform.clock.now(), -FORM_WAITS_MS)}`.execute(
    platform.db,
  )
  const sealed = found.rows[0]?.sealed
  return sealed && opened(platform, sealed, binding(id, sender))
}

function opened(platform: Platform, sealed: Buffer, bound: string): KeptForm | undefined {
  let bytes: Buffer
  try {
    bytes = unsealBytes(platform.keys, sealed, bound)
  } catch {
    return undefined
  }
  const bodyAt = 4 + bytes.readUInt32BE(0)
  const [action, type] = JSON.parse(bytes.subarray(4, bodyAt).toString()) as [string, string]
  return { action, type, body: bytes.subarray(bodyAt) }
}

/** What went on waits no longer. */
export async function forgetKeptForm(platform: Platform, id: string): Promise<void> {
  await sql`delete from accounts.kept_form where id = ${id}`.execute(platform.db)
}
