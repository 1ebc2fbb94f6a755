import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator app speaks it: SHA-1, six digits, thirty seconds. */
const authenticator = (secret: string, issuer: string, label: string): TOTP =>
  new TOTP({ issuer, label, secret: Secret.fromBase32(secret) })

/** 160 random bits, as RFC 4226 advises, in base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** The `otpauth://` address that the QR code carries. */
export const totpUri = (secret: string, issuer: string, label: string): string =>
  authenticator(secret, issuer, label).toString()

/** The code that an authenticator shows at a moment. */
export const totpCodeAt = (secret: string, at: Date): string =>
  authenticator(secret, '', '').generate({ timestamp: at.getTime() })

/** @returns the thirty-second step that a code belongs to, allowing a clock that is one step off; undefined when it is wrong */
export function totpStepOf(secret: string, code: string, at: Date): number | undefined {
  const timestamp = at.getTime()
  const delta = authenticator(secret, '', '').validate({ token: code, timestamp, window: 1 })
  return delta === null ? undefined : TOTP.counter({ timestamp }) + delta
}
