/** `npm run build`: the web application, where these sources are not built yet. */
import { join } from 'node:path'
import { ensureWebBuild } from './webBuild.ts'

await ensureWebBuild(join(import.meta.dirname, '../..'), AbortSignal.timeout(600_000))
