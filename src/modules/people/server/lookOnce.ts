import { once } from '#platform/commands/once.ts'
import type { Transaction } from '#platform/context.ts'
import type { KeyRing } from '#platform/keys/keyRing.ts'
import { blindIndex } from '#platform/keys/sealed.ts'

/** A reload or a tap that went twice comes within minutes; whatever comes later looks anew. */
export const SAME_LOOK_MS = 5 * 60_000

/** What a reveal opens. */
interface Look {
  readonly command: string
  readonly verb: string
  /** Whose, in ids only. */
  readonly of: Readonly<Record<string, string>>
  /** What is shown; the command keeps a keyed digest of it. */
  readonly shown: string
}

/**
 * Notes a look at something sealed, once for a command: said again within minutes it is the same look, as long as the same thing is
 * shown. Later, or when what it opens has changed meanwhile, `note` is called again, with its limits.
 * @param note counts, writes the sighting and the audit entry. @throws Refusal commandReused
 */
export async function lookOnce(
  tx: Transaction,
  keys: KeyRing,
  { command, verb, of, shown }: Look,
  note: () => Promise<void>,
): Promise<void> {
  const digest = blindIndex(keys, `${verb}|${command}|${shown}`).toString('hex')
  const first = await once(tx, { id: command, verb, input: of }, async () => {
    await note()
    return { digest, at: tx.now.getTime() }
  })
  const isSameLook = first.digest === digest && tx.now.getTime() - first.at < SAME_LOOK_MS
  if (!isSameLook) await note()
}
