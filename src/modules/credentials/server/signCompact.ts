import { encodePass, type CompactPass, type PassKey } from '#engines/passes/index.ts'
import type { Context } from '#platform/context.ts'
import { firstDay, passKeysOf, passSignerOn } from './signing/passKeys.ts'

/**
 * Signs a compact pass with the key of today; its first day is moved to the key's where it lies before it. For rooms: what it says they answer for.
 * @throws PassRefused for what the format cannot say (see fitText for long names)
 */
export function signCompact(ctx: Context, pass: CompactPass): Uint8Array<ArrayBuffer> {
  const signer = passSignerOn(ctx.platform.keys, ctx.now)
  return encodePass({ ...pass, from: firstDay(pass.from, signer) }, signer)
}

/** The public keys by which a device judges passes, with their days. */
export const issuerKeys = (ctx: Context): readonly PassKey[] => passKeysOf(ctx.platform.keys)
