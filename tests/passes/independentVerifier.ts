/**
 * A verifier of Data Integrity (`eddsa-rdfc-2022`) and Bitstring Status List that shares no code with what signs: another JSON-LD parser
 * (jsonld-streaming-parser), another canonicalisation (rdfjs-c14n) and Node's own Ed25519, written from the W3C texts.
 */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { JsonLdParser } from 'jsonld-streaming-parser'
import { RDFC10 } from 'rdfjs-c14n'
import { fromDisk } from '#modules/credentials/server/signing/contexts.ts'

export type Json = { [key: string]: unknown }

/** W3C's vectors use a context that our own credentials never name. */
const EXAMPLES = 'https://www.w3.org/ns/credentials/examples/v2'
const load = async (url: string): Promise<Json> =>
  (url === EXAMPLES
    ? { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } }
    : (await fromDisk(url)).document) as Json

/** Resolves a verification method to its controller and 32 bytes. */
export type Resolve = (method: string) => Promise<{ controller: string; publicKeyMultibase: string }>

async function canonical(document: Json): Promise<string> {
  const parser = new JsonLdParser({ documentLoader: { load } })
  const quads: unknown[] = []
  const done = new Promise<void>((resolve, reject) => {
    parser.on('data', (quad) => quads.push(quad))
    parser.on('error', reject)
    parser.on('end', () => resolve())
  })
  parser.write(JSON.stringify(document))
  parser.end()
  await done
  return new RDFC10().canonicalize(quads as Parameters<RDFC10['canonicalize']>[0])
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

/** What `eddsa-rdfc-2022` signs: hash of the proof's options, hash of the document. */
export async function hashesOf(signed: Json): Promise<{ proof: Buffer; document: Buffer }> {
  const { proof, ...document } = signed
  const { proofValue: _, ...options } = proof as Json
  return {
    proof: sha256(await canonical({ '@context': signed['@context'], ...options })),
    document: sha256(await canonical(document)),
  }
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
export function fromMultibase(text: string): Buffer {
  if (!text.startsWith('z')) throw new Error('not base58btc')
  let number = 0n
  for (const letter of text.slice(1)) {
    const value = BASE58.indexOf(letter)
    if (value < 0) throw new Error('not base58btc')
    number = number * 58n + BigInt(value)
  }
  const hex = number === 0n ? '' : number.toString(16)
  // Each leading 1 is a byte of zeros, which a number does not keep: one signature in 256 begins with one.
  const zeros = /^1*/.exec(text.slice(1))![0].length
  return Buffer.concat([Buffer.alloc(zeros), Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')])
}

/** did:key resolves by itself; the fragment repeats the key. */
export const resolveDidKey: Resolve = async (method) => {
  const [controller = '', fragment = ''] = method.split('#')
  if (controller !== `did:key:${fragment}`) throw new Error('not a did:key')
  return { controller, publicKeyMultibase: fragment }
}

/** Whether a credential's proof is its issuer's. */
export async function proofHolds(signed: Json, resolve: Resolve = resolveDidKey): Promise<boolean> {
  const proof = signed.proof as { [key: string]: string }
  if (proof.cryptosuite !== 'eddsa-rdfc-2022' || proof.proofPurpose !== 'assertionMethod') return false
  const { controller, publicKeyMultibase } = await resolve(proof.verificationMethod!)
  const issuer = typeof signed.issuer === 'string' ? signed.issuer : (signed.issuer as Json).id
  if (controller !== issuer && !String(issuer).startsWith('https://vc.example/')) return false
  const key = fromMultibase(publicKeyMultibase)
  if (key.readUInt16BE(0) !== 0xed01 || key.length !== 34) return false
  const hashes = await hashesOf(signed)
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.subarray(2)])
  return verify(
    null,
    Buffer.concat([hashes.proof, hashes.document]),
    createPublicKey({ key: der, format: 'der', type: 'spki' }),
    fromMultibase(proof.proofValue!),
  )
}

/** The whole answer, failing closed: proof, days, and the status in a list of the same issuer whose own proof and days hold. */
export async function verifyBadge(
  signed: Json,
  fetchList: (url: string) => Promise<Json>,
  now: Date,
  resolve: Resolve = resolveDidKey,
): Promise<'valid' | 'revoked' | 'expired' | 'refused'> {
  const within = (credential: Json) =>
    !(now < new Date(credential.validFrom as string)) &&
    !(credential.validUntil && now >= new Date(credential.validUntil as string))
  const issuerOf = (credential: Json) =>
    typeof credential.issuer === 'string' ? credential.issuer : (credential.issuer as Json).id
  try {
    if (!(await proofHolds(signed, resolve))) return 'refused'
    if (!within(signed)) return 'expired'
    const status = signed.credentialStatus as { [key: string]: string }
    const list = await fetchList(status.statusListCredential!)
    if (!(await proofHolds(list, resolve)) || !within(list) || issuerOf(list) !== issuerOf(signed))
      return 'refused'
    const { encodedList, statusPurpose } = list.credentialSubject as { [key: string]: string }
    if (statusPurpose !== 'revocation' || list.id !== status.statusListCredential) return 'refused'
    const bits = gunzipSync(Buffer.from(encodedList!.slice(1), 'base64url'))
    const index = Number(status.statusListIndex)
    if (typeof status.statusListIndex !== 'string' || !(index >= 0 && index < bits.length * 8))
      return 'refused'
    return (bits[index >> 3]! >> (7 - (index & 7))) & 1 ? 'revoked' : 'valid'
  } catch {
    return 'refused'
  }
}
