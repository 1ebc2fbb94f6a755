import { createPrivateKey, createPublicKey, sign, verify as verifyWithNode } from 'node:crypto'
import type { PassSigner, Verify } from '#engines/passes/index.ts'

/** What stands before the bare 32 bytes in DER (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

/** A signer of a known private key, for tests only. */
export function signerOfSeed(seed: Uint8Array): PassSigner {
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(SPKI.length)
  return { publicKey, sign: (message) => sign(null, message, secret) }
}

/** Ed25519 by Node. */
export const verify: Verify = (publicKey, message, signature) =>
  verifyWithNode(
    null,
    message,
    createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' }),
    signature,
  )
