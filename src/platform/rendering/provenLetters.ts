import { Refusal } from '../errors/catalogue.ts'
import { refuseTofu } from './selfTest.ts'

let proof: Promise<void> | undefined

/**
 * Proves anew that this process draws letters rightly, when it starts. Where it does not, nothing is made and nothing approved here until it starts again, mended.
 * @param test handed in by tests: a machine whose letters come out wrong
 * @throws Refusal unavailable `rendering_letters_wrong`, with what is wrong as its cause
 */
export function proveLetters(test: () => Promise<void> = refuseTofu): Promise<void> {
  proof = test().catch((cause: unknown) => {
    throw new Refusal('unavailable', { reason: 'rendering_letters_wrong', cause })
  })
  return proof
}

/** The same, asked once by all who need it. @throws Refusal unavailable */
export const provenLetters = (): Promise<void> => proof ?? proveLetters()

/** For pages, which say so in words. */
export const areLettersProven = (): Promise<boolean> =>
  provenLetters().then(
    () => true,
    () => false,
  )
