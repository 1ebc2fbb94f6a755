import type { Context } from '#platform/context.ts'
import { isNameOfPost, type BySignIn } from '../../domain/platform.ts'
import { isYes } from '../adapters/adapter.ts'
import { addressesOf } from '../adapters/addresses.ts'
import { addressAt, Conversation, listAt, secondsAt, textAt, tokenAt } from '../adapters/conversation.ts'
import type { Token } from '../channelStore.ts'
import { basicOf, type App } from './app.ts'
import { returnAddress } from './authorize.ts'

/** An account that a sign-in opens. */
export interface Account {
  readonly accountId: string
  readonly name: string
  /** As the register of official accounts names it. */
  readonly handle: string
  readonly address: string
  readonly token: Token
  /** Seconds until the sign-in ends and a person makes it anew; and until the short token ends that is renewed by itself. */
  readonly endsIn: number | null
  readonly renewsIn: number | null
}

/** Gives the code for a token (RFC 6749 §4.1.3, with its proof key) and asks which accounts it opens. @returns undefined when the platform says no */
export async function exchange(
  ctx: Context,
  platform: BySignIn,
  app: App,
  code: string,
  verifier: string,
): Promise<readonly Account[] | undefined> {
  const talk = new Conversation(ctx.platform, [app.secret, code, verifier])
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: returnAddress(ctx.platform.environment, platform),
    client_id: app.id,
    code_verifier: verifier,
  }
  const secret = { ...form, client_secret: app.secret }
  const opened = await (platform === 'youtube'
    ? ofYoutube(ctx, talk, secret)
    : platform === 'x'
      ? ofX(ctx, talk, form, app)
      : ofMeta(ctx, talk, platform, app, secret))
  return opened?.filter(({ accountId }) => isNameOfPost(accountId))
}

async function ofYoutube(ctx: Context, talk: Conversation, form: Readonly<Record<string, string>>) {
  const { youtube } = addressesOf(ctx.platform.environment)
  const got = await talk.ask({ method: 'POST', address: youtube.token, form })
  const access = isYes(got) ? tokenAt(got.json, 'access_token') : undefined
  if (access === undefined || !isYes(got)) return undefined
  const mine = await talk.ask({
    address: `${youtube.api}/channels?part=snippet&mine=true`,
    headers: { authorization: `Bearer ${access}` },
  })
  if (!isYes(mine)) return undefined
  const token = { access, refresh: tokenAt(got.json, 'refresh_token') }
  return listAt(mine.json, 'items').flatMap((item): Account[] => {
    const id = textAt(item, 'id')
    const name = textAt(item, 'snippet', 'title') ?? id
    if (id === undefined || name === undefined) return []
    return [
      {
        accountId: id,
        name,
        handle: textAt(item, 'snippet', 'customUrl') ?? name,
        address: `https://www.youtube.com/channel/${id}`,
        token,
        endsIn: secondsAt(got.json, 'refresh_token_expires_in'),
        renewsIn: secondsAt(got.json, 'expires_in'),
      },
    ]
  })
}

async function ofX(ctx: Context, talk: Conversation, form: Readonly<Record<string, string>>, app: App) {
  const { x } = addressesOf(ctx.platform.environment)
  const got = await talk.ask({
    method: 'POST',
    address: `${x.api}/oauth2/token`,
    headers: basicOf(app),
    form,
  })
  const access = isYes(got) ? tokenAt(got.json, 'access_token') : undefined
  if (access === undefined || !isYes(got)) return undefined
  const me = await talk.ask({ address: `${x.api}/users/me`, headers: { authorization: `Bearer ${access}` } })
  const [id, username] = isYes(me) ? [textAt(me.json, 'data', 'id'), textAt(me.json, 'data', 'username')] : []
  if (id === undefined || username === undefined || !isYes(me)) return undefined
  const token = { access, refresh: tokenAt(got.json, 'refresh_token') }
  return [
    {
      accountId: id,
      name: textAt(me.json, 'data', 'name') ?? username,
      handle: `@${username}`,
      address: `https://x.com/${username}`,
      token,
      endsIn: null,
      renewsIn: secondsAt(got.json, 'expires_in'),
    },
  ]
}

/** Meta gives an hour first; that is changed for sixty days, and each Page for its own token. */
async function ofMeta(
  ctx: Context,
  talk: Conversation,
  platform: 'facebook' | 'instagram',
  app: App,
  form: Readonly<Record<string, string>>,
) {
  const { meta } = addressesOf(ctx.platform.environment)
  const short = await talk.ask({ address: `${meta.api}/oauth/access_token?${new URLSearchParams(form)}` })
  const first = isYes(short) ? tokenAt(short.json, 'access_token') : undefined
  if (first === undefined) return undefined
  const change = new URLSearchParams({
    grant_type: 'fb_exchange_token',
    client_id: app.id,
    client_secret: app.secret,
    fb_exchange_token: first,
  })
  const long = await talk.ask({ address: `${meta.api}/oauth/access_token?${change}` })
  const access = isYes(long) ? tokenAt(long.json, 'access_token') : undefined
  if (access === undefined || !isYes(long)) return undefined
  const pages = await talk.ask({
    address: `${meta.api}/me/accounts?fields=id,name,link,access_token,instagram_business_account{id,username,name}&limit=100`,
    headers: { authorization: `Bearer ${access}` },
  })
  if (!isYes(pages)) return undefined
  return listAt(pages.json, 'data').flatMap((page): Account[] => {
    const [id, name, pageToken] = [textAt(page, 'id'), textAt(page, 'name'), tokenAt(page, 'access_token')]
    if (id === undefined || name === undefined || pageToken === undefined) return []
    const common = {
      token: { access: pageToken },
      endsIn: secondsAt(long.json, 'expires_in'),
      renewsIn: null,
    }
    if (platform === 'facebook')
      return [
        {
          ...common,
          accountId: id,
          name,
          handle: name,
          address: addressAt(page, 'link') ?? `https://www.facebook.com/${id}`,
        },
      ]
    const [ig, username] = [
      textAt(page, 'instagram_business_account', 'id'),
      textAt(page, 'instagram_business_account', 'username'),
    ]
    return ig === undefined || username === undefined
      ? []
      : [
          {
            ...common,
            accountId: ig,
            name: username,
            handle: `@${username}`,
            address: `https://www.instagram.com/${username}/`,
          },
        ]
  })
}
