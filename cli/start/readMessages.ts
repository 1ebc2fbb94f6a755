import { readFileSync } from 'node:fs'
import { join } from 'node:path'
// @ts-expect-error it comes without types; what we take of it is Imported
import messageFormat from '@inlang/plugin-message-format'
import type { compileProject } from '@inlang/paraglide-js'
import { messageFiles, messageSettings, type MessageSettings } from './messageFiles.ts'

type Project = Parameters<typeof compileProject>[0]['project']
/** What the format's reader makes of the files. */
interface Imported {
  readonly bundles: readonly { readonly id: string; readonly declarations: unknown }[]
  readonly messages: readonly {
    readonly bundleId: string
    readonly locale: string
    readonly selectors: unknown
  }[]
  readonly variants: readonly {
    readonly messageBundleId: string
    readonly messageLocale: string
    readonly matches: unknown
    readonly pattern: unknown
  }[]
}
const format = messageFormat as {
  importFiles(given: {
    files: readonly { locale: string; content: Uint8Array }[]
    settings: MessageSettings
  }): Promise<Imported>
}

/**
 * The messages as Paraglide compiles them. Its own loader puts every word by itself into an SQLite in WebAssembly and takes it out again, which for
 * ten thousand of them took two thirds of a newcomer's wait; what it asks of the database in the end is this one list.
 * @throws Error when a file cannot be read, or one message is written in two places
 */
export async function readMessages(root: string): Promise<Project> {
  const settings = messageSettings(root)
  const files = messageFiles(settings).map(({ path, locale }) => ({
    locale,
    content: readFileSync(join(root, path)),
  }))
  const imported = await format.importFiles({ files, settings })
  const bundles = nested(imported)
  const db = { selectFrom: () => ({ select: () => ({ execute: () => Promise.resolve(bundles) }) }) }
  return { settings: { get: () => Promise.resolve(settings) }, db } as unknown as Project
}

interface Message {
  readonly id: string
  readonly bundleId: string
  readonly locale: string
  readonly selectors: unknown
  readonly variants: unknown[]
}
interface Bundle {
  readonly id: string
  readonly declarations: unknown
  readonly messages: Message[]
}

/** Each message with its two languages, and each of these with its variants. */
function nested({ bundles, messages, variants }: Imported): readonly Bundle[] {
  const byId = new Map<string, Bundle>()
  // Both languages declare what a message is told; the later file's word stands.
  for (const { id, declarations } of bundles) byId.set(id, { id, declarations, messages: [] })
  const byLanguage = new Map<string, Message>()
  for (const { bundleId, locale, selectors } of messages) {
    const id = `${locale} ${bundleId}`
    if (byLanguage.has(id)) throw new Error(`the message ${bundleId} is written twice in ${locale}`)
    const message = { id, bundleId, locale, selectors, variants: [] }
    byLanguage.set(id, message)
    byId.get(bundleId)!.messages.push(message)
  }
  for (const [at, { messageBundleId, messageLocale, matches, pattern }] of variants.entries()) {
    const messageId = `${messageLocale} ${messageBundleId}`
    byLanguage.get(messageId)!.variants.push({ id: String(at), messageId, matches, pattern })
  }
  return [...byId.values()]
}
