/** The compact signed pass: see README.md and docs/formats/compact-pass.md. */
export {
  keyIdOf,
  PASS_KINDS,
  PassRefused,
  TEXT_BYTES,
  type CompactPass,
  type PassFault,
  type PassKey,
  type PassKind,
  type PassSigner,
  type Verify,
} from './pass.ts'
export { encodePass } from './encodePass.ts'
export { decodePass, type ReadPass } from './decodePass.ts'
export { checkPass, LIST_LASTS, type CheckAgainst, type NotChecked, type PassAnswer } from './checkPass.ts'
export { dayBegins, dayEnds, keySigned } from './days.ts'
export { encodeList, openList, type RevokedList } from './revokedList.ts'
export { PASS_PATH, passFromText, passToText } from './passText.ts'
export { fitText } from './text.ts'
