import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** `project.inlang/settings.json`, as far as it is read here. */
export interface MessageSettings {
  readonly baseLocale: string
  readonly locales: readonly string[]
  readonly 'plugin.inlang.messageFormat': { readonly pathPattern: readonly string[] }
}

/** How the rooms' messages are to be read. @param root the project's folder */
export const messageSettings = (root: string): MessageSettings =>
  JSON.parse(readFileSync(join(root, 'project.inlang/settings.json'), 'utf8')) as MessageSettings

/** Files that the messages are written in, each with its language. */
export const messageFiles = (settings: MessageSettings): readonly { path: string; locale: string }[] =>
  settings['plugin.inlang.messageFormat'].pathPattern.flatMap((path) =>
    settings.locales.map((locale) => ({ path: path.replace('{locale}', locale), locale })),
  )
