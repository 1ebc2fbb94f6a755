import type { Readable } from 'node:stream'
import { z } from 'zod'
import { authorise, requireMember, requirePerson } from '#platform/access/authorise.ts'
import { record } from '#platform/audit/append.ts'
import { uuidv7 } from '#platform/clock/uuid.ts'
import { once } from '#platform/commands/once.ts'
import type { Context, Transaction } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import { lookUp } from '#platform/errors/lookUp.ts'
import { parse } from '#platform/errors/parse.ts'
import { getFile, putReceived } from '#platform/files/files.ts'
import type { FileKind } from '#platform/files/fileKind.ts'
import { forgetFiles } from '#platform/files/forgetFiles.ts'
import { openStore } from '#platform/files/openStore.ts'
import { receive } from '#platform/files/receive.ts'
import { command, eventId, inOne, line } from '../domain/said.ts'
import { deleteMaterial, findMaterial, insertMaterial, materialsOf } from './materialStore.ts'
import { findEvent } from './eventStore.ts'
import { mayRun } from './policy.ts'
import { ownRegistration } from './registrationStore.ts'

/** Bytes of one file: a booklet with pictures fits, and a phone on 2G has it in some minutes. */
export const MATERIAL_LIMIT = 10 * 1024 * 1024
/** Files of one event. */
const MOST_MATERIALS = 30
/** A page to read, a picture, a recording. What can carry scripts or programs is not among them. */
const KINDS: readonly FileKind[] = ['pdf', 'jpeg', 'png', 'mp3', 'ogg']

const addSchema = z
  .object({ command, eventId, titleHi: line(120, 'events_title_bounds'), titleEn: line(120, 'events_title_bounds') })
  .superRefine(inOne('titleHi', 'titleEn', 'events_material_title_needed')) // prettier-ignore
export type AddMaterial = z.input<typeof addSchema>

/**
 * Adds a file for those who come. What it is, its bytes say, not its name: a renamed program is refused.
 * @param file as it comes through a door
 * @throws Refusal notFound, forbidden; badInput on `file`; tooLarge
 */
export async function addMaterial(
  ctx: Context,
  input: AddMaterial,
  file: AsyncIterable<Uint8Array> | undefined,
): Promise<{ materialId: string }> {
  const { command, ...asked } = parse(addSchema, input)
  if (!file) throw new Refusal('badInput', { fields: { file: 'events_file_needed' } })
  // Whoever may not add one has nothing of hers written to the disk.
  await ctx.transaction((tx) => requireRun(tx, asked.eventId))
  const store = await openStore(ctx.platform.environment)
  const received = await receive(file, MATERIAL_LIMIT).catch(onField)
  try {
    return await ctx.transaction((tx) =>
      once(tx, { id: command, verb: 'events.addMaterial', input: { ...asked, file: received.sha256 } }, async () => {
        const personId = await requireRun(tx, asked.eventId)
        if ((await materialsOf(tx, [asked.eventId])).length >= MOST_MATERIALS)
          throw new Refusal('badInput', { fields: { file: 'events_materials_many' } })
        const kept = await putReceived(tx, store, received, { kinds: KINDS }).catch(onField)
        const materialId = uuidv7(ctx.now)
        await insertMaterial(tx, { ...asked, ...kept, id: materialId, by: personId })
        record(tx, 'events.addMaterial', `event:${asked.eventId}`, { materialId, kind: kept.kind, bytes: kept.bytes })
        return { materialId }
      }),
    )
  } finally {
    await received.discard()
  }
} // prettier-ignore

/** @returns who runs the event @throws Refusal notFound, forbidden */
async function requireRun(tx: Transaction, id: string): Promise<string> {
  const { personId } = requirePerson(tx.actor)
  const event = await findEvent(tx, id)
  if (!event) throw new Refusal('notFound', { reason: 'events_unknown' })
  authorise(mayRun(tx.actor, event))
  return personId
}

function onField(thrown: unknown): never {
  if (!(thrown instanceof Refusal)) throw thrown
  const reason = thrown.id === 'tooLarge' ? 'events_file_large' : 'events_material_kind'
  throw new Refusal(thrown.id, { reason, fields: { file: reason }, cause: thrown })
}

const removeSchema = z.object({ command, eventId, materialId: z.guid({ error: 'events_material_unknown' }) })
export type RemoveMaterial = z.input<typeof removeSchema>

/** Takes a file away; its bytes go when nothing else shows them. @throws Refusal notFound, forbidden */
export async function removeMaterial(ctx: Context, input: RemoveMaterial): Promise<void> {
  const { command, ...asked } = parse(removeSchema, input)
  await ctx.transaction((tx) =>
    once(tx, { id: command, verb: 'events.removeMaterial', input: asked }, async () => {
      await requireRun(tx, asked.eventId)
      const file = await deleteMaterial(tx, asked.eventId, asked.materialId)
      if (!file) throw new Refusal('notFound', { reason: 'events_material_unknown' })
      await forgetFiles(tx, [file])
      record(tx, 'events.removeMaterial', `event:${asked.eventId}`, { materialId: asked.materialId })
    }),
  )
}

/** A file of an event, for those who run it and those who registered. @throws Refusal notFound, also for what the actor may not see; forbidden */
export async function openMaterial(
  ctx: Context,
  materialId: string,
): Promise<{ readonly bytes: number; readonly kind: FileKind; readonly stream: Readable }> {
  const { personId } = requireMember(ctx.actor)
  return ctx.transaction(async (tx) => {
    const material = await lookUp(materialId, (id) => findMaterial(tx, id), 'events_material_unknown')
    const event = await lookUp(material.eventId, (id) => findEvent(tx, id), 'events_material_unknown')
    const own = await ownRegistration(tx, event.id, personId)
    if (!own || own.state === 'withdrawn') authorise(mayRun(ctx.actor, event))
    return getFile(tx, await openStore(ctx.platform.environment), material.sha256)
  })
}
