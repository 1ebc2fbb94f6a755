import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { RequestHandler } from './$types'

/** From the package in the lockfile; by itself the library would fetch it from another machine. */
const reader = Uint8Array.from(
  readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')),
)
const DAY_SECONDS = 86_400

/** What reads QR codes on phones whose browser cannot: asked for only there. */
export const GET: RequestHandler = () =>
  new Response(reader, {
    headers: { 'content-type': 'application/wasm', 'cache-control': `public, max-age=${DAY_SECONDS}` },
  })
