import { PASS_PATH, passToText } from '#engines/passes/index.ts'

/**
 * The address in a QR code: capitals throughout, since a QR code writes those in 5.5 bits each and addresses may be capitals (RFC 3986, 6.2.2.1; the path
 * is ours). Any phone's camera opens it; a verifier without a network reads the pass at its end.
 */
export const passAddress = (origin: string, pass: Uint8Array): string =>
  `${origin.toUpperCase()}${PASS_PATH}${passToText(pass)}`
