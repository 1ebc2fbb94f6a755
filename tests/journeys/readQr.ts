import { readFileSync } from 'node:fs'
import type { Locator } from '@playwright/test'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

// From the package itself: by default it would be fetched from a CDN.
prepareZXingModule({
  overrides: {
    wasmBinary: readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm').buffer as ArrayBuffer,
  },
})

/** What a phone's camera reads from a code as it stands on the screen. @throws when it reads nothing */
export async function readQr(code: Locator): Promise<string> {
  const [read] = await readBarcodes(new Uint8Array(await code.screenshot()), { formats: ['QRCode'] })
  if (!read?.isValid) throw new Error('no code could be read from the screen')
  return read.text
}
