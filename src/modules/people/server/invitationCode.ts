import { createHash, randomInt } from 'node:crypto'

/** Crockford's alphabet: nothing that is misread on paper or over the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 26 × 5 bits = 130: not to be guessed, and capitals and digits keep the QR code small. */
const LENGTH = 26

/** A new invitation's code, e.g. `7K3M9QXR2VTB8WHA5D0NEZC4JP`. */
export const newInvitationCode = (): string =>
  Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/** A code as somebody may have typed it: small letters, spaces and dashes, O for 0, I or L for 1. */
export const readInvitationCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[\s-]+/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

/** What the database keeps of a code. */
export const hashOfCode = (code: string): Buffer =>
  createHash('sha256').update(readInvitationCode(code)).digest()
