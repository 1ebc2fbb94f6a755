import { fromJwk } from '@digitalbazaar/ed25519-multikey'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Platform } from '#platform/context.ts'
import { Refusal } from '#platform/errors/catalogue.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { signingKeyOn, type SigningKey } from '#platform/keys/signingKey.ts'
import { currentSettings } from '#platform/settings/currentSettings.ts'
import type { Issuer } from '../../domain/openBadge.ts'

/** The issuer with the key that signs today. */
export interface SigningIssuer extends Issuer {
  readonly key: SigningKey
  /** The key as credentials name it: a DID and a fragment. */
  readonly keyId: string
}

const multibases = new WeakMap<SigningKey, Promise<string>>()

/** A public key as Multikey writes it (`z6Mk…`). */
export function multibaseOf(key: SigningKey): Promise<string> {
  const known = multibases.get(key)
  if (known) return known
  const made = fromJwk({
    jwk: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key.publicKey).toString('base64url') },
  }).then(({ publicKeyMultibase }) => publicKeyMultibase)
  multibases.set(key, made)
  return made
}

/** did:web asks for https; a house on a local name is its key instead. @returns undefined for such a house */
export function webDid(origin: string): string | undefined {
  const { protocol, hostname, port } = new URL(origin)
  return protocol === 'https:' ? `did:web:${hostname}${port ? `%3A${port}` : ''}` : undefined
}

/** The issuer at an address, with the key that signs on a day. */
export async function issuerWith(
  keys: KeyRing,
  origin: string,
  names: Pick<Issuer, 'nameHi' | 'nameEn'>,
  now: Date,
): Promise<SigningIssuer> {
  const key = signingKeyOn(keys.signing, indianDay(now))
  const multibase = await multibaseOf(key)
  const web = webDid(origin)
  const keyId = web ? `${web}#key-${key.id}` : `did:key:${multibase}#${multibase}`
  return { did: web ?? `did:key:${multibase}`, ...names, origin, key, keyId }
}

/** This house as issuer, today. @throws Refusal notFound before set-up */
export async function issuerOf(platform: Platform, now: Date): Promise<SigningIssuer> {
  const settings = await currentSettings(platform)
  if (!settings) throw new Refusal('notFound')
  const { nameHi, nameEn } = settings
  return issuerWith(platform.keys, platform.environment.origin, { nameHi, nameEn }, now)
}

/** The DID document behind did:web, with every key that was not withdrawn; undefined where the house has no public host. */
export async function didDocumentOf(keys: KeyRing, origin: string): Promise<object | undefined> {
  const did = webDid(origin)
  if (!did) return undefined
  const methods = await Promise.all(
    keys.signing
      .filter(({ withdrawn }) => !withdrawn)
      .map(async (key) => ({
        id: `${did}#key-${key.id}`,
        type: 'Multikey',
        controller: did,
        publicKeyMultibase: await multibaseOf(key),
      })),
  )
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: methods,
    assertionMethod: methods.map(({ id }) => id),
  }
}
