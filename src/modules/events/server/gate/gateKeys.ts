import { issuerKeys } from '#modules/credentials/server/index.ts'
import type { PassKey, PassSigner } from '#engines/passes/index.ts'
import { indianDay } from '#platform/clock/indianDay.ts'
import type { Context } from '#platform/context.ts'
import { signingKeyOn } from '#platform/keys/signingKey.ts'

/** The key that signs today's lists. */
export const signerOf = ({ platform, now }: Context): PassSigner =>
  signingKeyOn(platform.keys.signing, indianDay(now))

/** A key as it travels. */
export type WrittenKey = Omit<PassKey, 'publicKey'> & { readonly publicKey: string }
/** The keys by which a device judges passes and lists. */
export const keysForDevices = (ctx: Context): readonly WrittenKey[] =>
  issuerKeys(ctx).map(({ publicKey, ...days }) => ({
    ...days,
    publicKey: Buffer.from(publicKey).toString('hex'),
  }))
