/** `npm run build`: the web application, where these sources are not built yet. */
import { join } from 'node:path'
import { ensureMessages } from './compiledMessages.ts'
import { ensureWebBuild } from './webBuild.ts'

const root = join(import.meta.dirname, '../..')
await ensureMessages(root)
await ensureWebBuild(root, AbortSignal.timeout(600_000))
