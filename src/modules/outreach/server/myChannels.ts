import { requirePerson } from '#platform/access/authorise.ts'
import type { Context } from '#platform/context.ts'
import { unseal } from '#platform/keys/sealed.ts'
import { emailBinding } from './bindings.ts'
import { countDevices, ownAddress, ownAgreements } from './channelStore.ts'

export interface MyChannels {
  readonly sms: boolean
  readonly email: {
    readonly agrees: boolean
    readonly address: string | undefined
    readonly isConfirmed: boolean
  }
  readonly push: {
    readonly agrees: boolean
    readonly devices: number
    readonly publicKey: string | undefined
  }
}

/** By which channels messages come to one; in the inbox they always are. @throws Refusal notSignedIn */
export async function myChannels(ctx: Context): Promise<MyChannels> {
  const { personId } = requirePerson(ctx.actor)
  return ctx.transaction(async (tx) => {
    const agrees = await ownAgreements(tx, personId)
    const address = await ownAddress(tx, personId)
    return {
      sms: agrees?.sms ?? false,
      email: {
        agrees: agrees?.email ?? false,
        address: address && unseal(ctx.platform.keys, address.emailSealed, emailBinding(personId)),
        isConfirmed: (address?.confirmedAt ?? null) !== null,
      },
      push: {
        agrees: agrees?.push ?? false,
        devices: await countDevices(tx, personId),
        publicKey: ctx.platform.environment.VAPID_PUBLIC_KEY,
      },
    }
  })
}
