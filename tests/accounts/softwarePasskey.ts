import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest()

/** What a test's authenticator may be told to do wrongly. */
interface Wrong {
  readonly origin?: string
  readonly counter?: number
  readonly isUserVerified?: boolean
}

/**
 * An authenticator in software (WebAuthn Level 2 §6): ES256, no attestation. It makes real signatures, so that the server's checks are
 * exercised and not replaced.
 */
export class SoftwarePasskey {
  readonly id = randomBytes(16)
  private readonly key: { privateKey: KeyObject; publicKey: KeyObject } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
  })
  private counter = 0
  private readonly site: { origin: string; host: string }
  constructor(site: { origin: string; host: string }) {
    this.site = site
  }

  /** The answer to registration options. */
  register(challenge: string, wrong: Wrong = {}) {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.coseKey()])
    const authData = Buffer.concat([this.authData(0x40, wrong), attested])
    // CBOR: { fmt: "none", attStmt: {}, authData: h'…' }
    const attestationObject = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a06861757468446174615900', 'hex'),
      Buffer.from([authData.length]),
      authData,
    ])
    return this.answer({
      clientDataJSON: this.clientData('webauthn.create', challenge, wrong).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    })
  }

  /** The answer to authentication options. */
  use(challenge: string, wrong: Wrong = {}) {
    this.counter++
    const authenticatorData = this.authData(0, wrong)
    const clientDataJSON = this.clientData('webauthn.get', challenge, wrong)
    const signature = sign(
      'sha256',
      Buffer.concat([authenticatorData, sha256(clientDataJSON)]),
      this.key.privateKey,
    )
    return this.answer({
      clientDataJSON: clientDataJSON.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
    })
  }

  private answer(response: Record<string, unknown>) {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }

  private clientData(type: string, challenge: string, { origin = this.site.origin }: Wrong): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  }

  private authData(extraFlags: number, { counter = this.counter, isUserVerified = true }: Wrong): Buffer {
    const tail = Buffer.alloc(5)
    tail.writeUInt8(0x01 | (isUserVerified ? 0x04 : 0) | extraFlags, 0)
    tail.writeUInt32BE(counter, 1)
    return Buffer.concat([sha256(this.site.host), tail])
  }

  /** COSE_Key of ES256: { 1: 2, 3: -7, -1: 1, -2: x, -3: y } */
  private coseKey(): Buffer {
    const { x, y } = this.key.publicKey.export({ format: 'jwk' })
    return Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x!, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y!, 'base64url'),
    ])
  }
}
