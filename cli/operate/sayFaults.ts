import { wordsOf } from './wordsOf.ts'

/** Lines with a fault that are told one by one; the file of bad rows has them all. */
const TOLD = 20

interface Faulty {
  readonly faults: readonly { readonly line: number; readonly field: string; readonly reason: string }[]
  readonly faultCount: number
}

/** Says which lines of a plan of places cannot be applied, and why, in both languages. */
export async function sayFaults({ faults, faultCount }: Faulty): Promise<void> {
  for (const { line, field, reason } of faults.slice(0, TOLD))
    console.log(`  line ${line}, ${field}: ${Object.values(await wordsOf(reason)).join(' · ')}`)
  if (faultCount > TOLD) console.log(`  … ${faultCount - TOLD} more lines`)
}
