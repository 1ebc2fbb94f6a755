import { encodePass, type CompactPass, type PassKey, type PassSigner } from '#engines/passes/index.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { signingKeyOn } from '#platform/keys/signingKey.ts'

/** The key that signs today. */
export const signerOf = ({ platform, now }: Context): PassSigner & { readonly from: string } =>
  signingKeyOn(platform.keys.signing, indianDay(now))

/** Signs a pass; its first day is the key's where it lies before it, else nobody would believe the key. */
export function signPass(ctx: Context, pass: CompactPass): Uint8Array<ArrayBuffer> {
  const signer = signerOf(ctx)
  return encodePass({ ...pass, from: pass.from < signer.from ? signer.from : pass.from }, signer)
}

/** The keys by which a device judges passes and lists; what was withdrawn is not among them. */
export const keysForDevices = ({ platform }: Context): readonly (Omit<PassKey, 'publicKey'> & { readonly publicKey: string })[] =>
  platform.keys.signing
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ publicKey, from, until }) => ({ publicKey: Buffer.from(publicKey).toString('hex'), from, until })) // prettier-ignore
