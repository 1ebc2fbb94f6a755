import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { issue } from '@digitalbazaar/vc'
import { instant } from '../../domain/openBadge.ts'
import { fromDisk } from './contexts.ts'
import type { SigningIssuer } from './issuer.ts'

/** Signs a credential (Data Integrity, `eddsa-rdfc-2022`) with the issuer's key of today. The private half stays in the key ring. */
export function signCredential<C extends object>({ key, keyId }: SigningIssuer, credential: C, now: Date) {
  const suite = new DataIntegrityProof({
    signer: { algorithm: 'Ed25519', id: keyId, sign: async ({ data }) => key.sign(data) },
    date: instant(now),
    cryptosuite,
  })
  return issue({ credential, suite, documentLoader: fromDisk })
}
