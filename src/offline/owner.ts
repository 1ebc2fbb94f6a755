import { tellPages } from './changes.ts'
import { dropNote, readNote, writeNote } from './database.ts'
import { forgetPages } from './keptPages.ts'
import { sealingKey } from './seal.ts'
import { PhoneOutbox } from './store.ts'
import { FORGET_HEADER, NO_OWNER, OWNER_HEADER, type OwnerAnswer } from './wire.ts'

/** Her outbox, while she is signed in on this phone. */
export async function ownOutbox(): Promise<PhoneOutbox | undefined> {
  const owner = await readNote('owner')
  return owner && new PhoneOutbox(owner)
}

/**
 * Whoever was here is not any more: her pages go, and what she could not send is locked until she is back. The pages go even where the phone's
 * store does not open.
 */
export async function lock(): Promise<void> {
  await ownOutbox()
    .then((outbox) => outbox?.removeSent())
    .catch(() => undefined)
  try {
    await dropNote('owner')
  } finally {
    await forgetPages()
  }
  tellPages()
}

/** What a page from the house says about who is here. */
export async function heed(response: Response): Promise<void> {
  const said = response.headers.get(OWNER_HEADER)
  if (said === null) return
  const owner = await readNote('owner')
  if (response.headers.has(FORGET_HEADER) && owner) await new PhoneOutbox(owner).removeAll()
  if (owner && said !== owner.tag) await lock()
  if (!owner && said === NO_OWNER) await forgetPages()
}

/**
 * Asks the house whose phone this is.
 * @returns her name on phones; undefined when nobody is signed in, which locks what was hers
 */
export async function meetOwner(): Promise<string | undefined> {
  const known = await readNote('owner')
  const response = await fetch('/sync', { headers: { accept: 'application/json' } })
  if (response.status === 401) {
    if (known) await lock()
    return undefined
  }
  if (!response.ok) return known?.tag
  const { owner, key, former } = (await response.json()) as OwnerAnswer
  if (known?.tag !== owner) {
    await lock()
    await writeNote('owner', { tag: owner, key: await sealingKey(key) })
  }
  const outbox = await ownOutbox()
  for (const { owner: tag, key: formerKey } of former ?? [])
    await outbox?.takeOver({ tag, key: await sealingKey(formerKey) })
  if (known?.tag !== owner) tellPages()
  return owner
}
