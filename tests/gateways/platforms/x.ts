import { bearer, fieldsOf, formOf, jsonOf, type Given, type Got } from './server.ts'

/** X's API v2: posts, media in parts, tokens that are renewed and change each time, as documented. */
export function xPosts() {
  const posts = new Map<string, { text: string; media: readonly string[]; ai: boolean }>()
  const media = new Map<string, { type: string; parts: Map<number, number>; size: number; looks: number }>()
  const tokens = new Set(['x-access'])
  let [counter, refresh] = [0, 'x-refresh']

  const problem = (status: number, title: string, detail: string, headers = {}): Given => ({ status, json: { title, detail, status, type: 'about:blank' }, headers })
  function handle(got: Got): Given | undefined {
    const { method, path, query } = got
    if (path === '/x/2/oauth2/token') {
      const form = formOf(got)
      if (form.get('grant_type') === 'refresh_token' && form.get('refresh_token') !== refresh) return { status: 400, json: { error: 'invalid_request', error_description: 'Value passed for the token was invalid.' } }
      const token = `x-access-${++counter}`
      refresh = `x-refresh-${counter}`
      tokens.add(token)
      return { status: 200, json: { token_type: 'bearer', expires_in: 7200, access_token: token, refresh_token: refresh, scope: 'tweet.write' } }
    }
    if (path === '/x/2/oauth2/revoke') {
      if (formOf(got).get('token') !== refresh) return { status: 400, json: { error: 'invalid_request' } }
      tokens.clear()
      return { status: 200, json: { revoked: true } }
    }
    // The page on which somebody says yes.
    if (path === '/x-web/i/oauth2/authorize') return { status: 302, text: '', headers: { location: `${query.get('redirect_uri')}?state=${query.get('state')}&code=yes` } }
    if (!path.startsWith('/x/2/')) return undefined
    if (!tokens.has(bearer(got))) return problem(401, 'Unauthorized', 'Unauthorized')
    if (path === '/x/2/users/me') return { status: 200, json: { data: { id: '42', username: 'kalpit_org', name: 'कल्पित संगठन' } } }
    if (path === '/x/2/users/42/tweets') return { status: 200, json: { data: [...posts].toReversed().map(([id, { text }]) => ({ id, text, created_at: '2026-11-22T06:30:00.000Z' })) } }
    if (path === '/x/2/media/upload/initialize') {
      const asked = jsonOf<{ media_type: string; total_bytes: number }>(got)
      const id = `m${++counter}`
      media.set(id, { type: asked.media_type, parts: new Map(), size: asked.total_bytes, looks: 0 })
      return { status: 200, json: { data: { id, media_key: `3_${id}`, expires_after_secs: 86_400 } } }
    }
    const [, id, what] = /^\/x\/2\/media\/upload\/(m\d+)\/(append|finalize)$/.exec(path) ?? []
    if (id !== undefined) return ofMedia(id, what!, got)
    if (path === '/x/2/media/upload') return { status: 200, json: { data: { id: query.get('media_id'), processing_info: { state: 'succeeded' } } } }
    if (path === '/x/2/tweets' && method === 'POST') {
      const asked = jsonOf<{ text: string; media?: { media_ids: string[] }; made_with_ai?: boolean }>(got)
      if ([...posts.values()].some(({ text }) => text === asked.text)) return problem(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.')
      const made = `${1000 + ++counter}`
      posts.set(made, { text: asked.text, media: asked.media?.media_ids ?? [], ai: asked.made_with_ai ?? false })
      return { status: 201, json: { data: { id: made, text: asked.text } } }
    }
    const one = path.replace('/x/2/tweets/', '')
    if (method === 'DELETE') return { status: 200, json: { data: { deleted: posts.delete(one) } } }
    const post = posts.get(one)
    return post ? { status: 200, json: { data: { id: one, text: post.text } } } : { status: 200, json: { errors: [{ title: 'Not Found Error', detail: `Could not find tweet with id: [${one}].`, type: 'https://api.twitter.com/2/problems/resource-not-found' }] } }
  }
  function ofMedia(id: string, what: string, got: Got): Given {
    const kept = media.get(id)
    if (!kept) return problem(404, 'Not Found', 'no such media')
    if (what === 'append') {
      kept.parts.set(Number(fieldsOf(got).segment_index), got.body.length)
      return { status: 200, json: { data: { expires_at: 1 } } }
    }
    return { status: 200, json: { data: { id, ...(kept.type.startsWith('video') && { processing_info: { state: 'pending', check_after_secs: 1 } }) } } }
  }
  return { handle, posts, media, expire: () => tokens.clear(), forgetRefresh: () => void (refresh = 'gone'), reset: () => void (tokens.add('x-access'), (refresh = 'x-refresh')) }
} // prettier-ignore
