import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createContext, Script } from 'node:vm'
import { gunzipSync } from 'node:zlib'
import { fontFolder } from './fonts.ts'

/** The AMP project's own validator with its rules, as next@15.5.0 ships it (data/LICENSES.md): asks no network. */
const VALIDATOR = 'amp/validator_wasm.js.gz'
const SHA256 = 'f1f4629ab36f555f5a9937a5cf00f0ef780bf025883c035d06389b151c896f26'

interface AmpError {
  readonly severity: 'ERROR' | 'WARNING'
  readonly line: number
  readonly col: number
  readonly code: string
}
interface AmpValidator {
  init(): Promise<void>
  validateString(
    html: string,
    format: 'AMP',
  ): { readonly status: 'PASS' | 'FAIL'; readonly errors: ArrayLike<AmpError> }
  renderErrorMessage(error: AmpError): string
}

let opened: Promise<AmpValidator> | undefined
async function open(): Promise<AmpValidator> {
  const text = gunzipSync(readFileSync(join(dirname(fontFolder()), VALIDATOR)))
  if (createHash('sha256').update(text).digest('hex') !== SHA256)
    throw new Error(`data/${VALIDATOR} is not the validator that was vendored`)
  // A context of its own: the validator sees neither Node nor the house.
  const context = createContext({}) as { amp: { validator: AmpValidator } }
  new Script(text.toString('utf8')).runInContext(context)
  await context.amp.validator.init()
  return context.amp.validator
}

/**
 * What the AMP validator says against a page; [] where it is valid, warnings included.
 * @example await checkAmp(ampStory(order)) // []
 */
export async function checkAmp(html: string): Promise<readonly string[]> {
  const validator = await (opened ??= open())
  const { status, errors } = validator.validateString(html, 'AMP')
  const said = Array.from(
    errors,
    (error) => `${error.line}:${error.col} ${error.severity} ${validator.renderErrorMessage(error)}`,
  )
  return status === 'PASS' ? said.filter((text) => text.includes(' ERROR ')) : said
}
