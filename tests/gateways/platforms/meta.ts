import { bearer, fieldsOf, formOf, type Given, type Got } from './server.ts'

interface Post {
  readonly words: string
  readonly published: boolean
}
const PAGE = '1001'
const IG = '17840001'

/** Facebook Pages and Instagram's content publishing on one Graph interface, as documented. */
export function facebookPages() {
  const posts = new Map<string, Post>()
  const media = new Map<string, Post>()
  const containers = new Map<string, { caption: string; state: string; url: string; looks: number }>()
  const uploads = new Map<string, { size: number; bytes: Buffer }>()
  const tokens = new Set(['page-token'])
  let [counter, isProcessing] = [0, false]

  const error = (status: number, code: number, message: string, subcode?: number): Given => ({ status, json: { error: { message, type: 'OAuthException', code, ...(subcode && { error_subcode: subcode }) } } })
  const listed = (kept: ReadonlyMap<string, Post>, field: string) => ({ data: [...kept].toReversed().map(([id, { words }]) => ({ id, [field]: words, created_time: '2026-11-22T06:30:00+0000', timestamp: '2026-11-22T06:30:00+0000', permalink_url: `https://www.facebook.com/${id}`, permalink: `https://www.instagram.com/p/${id}/` })) })

  function handle(got: Got): Given | undefined {
    const { method, query } = got
    if (!got.path.startsWith('/meta/')) return undefined
    const path = got.path.replace(/^\/meta\/v\d+\.\d+\//, '')
    if (path === 'oauth/access_token') return { status: 200, json: query.get('grant_type') === 'fb_exchange_token' ? { access_token: 'user-long', expires_in: 5_183_944 } : { access_token: 'user-short', expires_in: 3600 } }
    if (path === 'me/accounts') return { status: 200, json: { data: [
      { id: PAGE, name: 'कल्पित संगठन', link: `https://www.facebook.com/kalpit`, access_token: 'page-token', instagram_business_account: { id: IG, username: 'kalpit' } },
      { id: '1002', name: 'कल्पित संगठन, जयपुर', access_token: 'page-token-2' },
    ] } }
    if (!tokens.has(bearer(got))) return error(400, 190, 'Error validating access token: Session has expired.', 463)
    if (path === `${PAGE}/photos`) return { status: 200, json: { id: `photo${++counter}` } }
    if (path === `${PAGE}/feed`) return made(posts, `${PAGE}_${++counter}`, formOf(got).get('message') ?? '')
    if (path === `${PAGE}/videos`) return made(posts, `${++counter}`, formOf(got).get('description') ?? '')
    if (path === `${PAGE}/published_posts`) return { status: 200, json: listed(posts, 'message') }
    if (path.endsWith('/uploads')) {
      const id = `upload:${++counter}`
      uploads.set(id, { size: Number(query.get('file_length')), bytes: Buffer.alloc(0) })
      return { status: 200, json: { id } }
    }
    const upload = uploads.get(decodeURIComponent(path))
    if (upload) {
      if (method === 'GET') return { status: 200, json: { id: path, file_offset: upload.bytes.length } }
      if (Number(got.headers.file_offset) === upload.bytes.length) upload.bytes = Buffer.concat([upload.bytes, got.body])
      return upload.bytes.length >= upload.size ? { status: 200, json: { h: `handle-${path}` } } : error(500, 1, 'incomplete')
    }
    if (path === `${IG}/media` && method === 'POST') {
      const form = formOf(got)
      const id = `container${++counter}`
      containers.set(id, { caption: form.get('caption') ?? '', state: isProcessing ? 'IN_PROGRESS' : 'FINISHED', url: form.get('image_url') ?? form.get('video_url') ?? '', looks: 0 })
      return { status: 200, json: { id } }
    }
    if (path === `${IG}/media_publish`) {
      const container = containers.get(formOf(got).get('creation_id') ?? '')
      if (!container || container.state === 'PUBLISHED') return error(400, 9004, 'The container cannot be published.')
      container.state = 'PUBLISHED'
      return made(media, `media${++counter}`, container.caption)
    }
    if (path === `${IG}/media`) return { status: 200, json: listed(media, 'caption') }
    const container = containers.get(path)
    if (container) {
      if (container.state === 'IN_PROGRESS' && ++container.looks > 1) container.state = 'FINISHED'
      return { status: 200, json: { id: path, status_code: container.state } }
    }
    const kept = posts.has(path) ? posts : media
    const post = kept.get(path)
    if (!post) return error(400, 100, `Unsupported get request. Object with ID '${path}' does not exist`, 33)
    if (method === 'DELETE') return kept.delete(path) ? { status: 200, json: { success: true } } : undefined
    return { status: 200, json: { id: path, is_published: post.published, published: post.published, permalink_url: `https://www.facebook.com/${path}`, permalink: `https://www.instagram.com/p/${path}/` } }
  }
  const made = (kept: Map<string, Post>, id: string, words: string): Given => {
    kept.set(id, { words, published: true })
    return { status: 200, json: { id } }
  }
  return { handle, posts, media, containers, expire: () => tokens.clear(), processing: (yes: boolean) => void (isProcessing = yes), fieldsOf, page: PAGE, instagram: IG }
} // prettier-ignore
