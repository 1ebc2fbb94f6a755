import { bearer, formOf, jsonOf, type Given, type Got } from './server.ts'

interface Film {
  readonly title: string
  readonly synthetic: boolean
  privacy: string
  uploadStatus: string
}
interface Upload {
  readonly film: {
    snippet: { title: string }
    status: { privacyStatus: string; containsSyntheticMedia: boolean }
  }
  readonly size: number
  bytes: Buffer
  id?: string
}

/** YouTube's Data API v3, its resumable uploads and Google's token endpoint, as documented. */
export function youtubeFilms() {
  const films = new Map<string, Film>()
  const uploads = new Map<string, Upload>()
  /** Tokens that are accepted; the renewing one gives the next. */
  const tokens = new Set(['yt-access'])
  let [at, counter, isAudited, hasQuota] = ['', 0, true, true]

  const error = (status: number, reason: string, message: string): Given => ({ status, json: { error: { code: status, message, errors: [{ reason, message }] } } })
  const shown = (id: string) => {
    const film = films.get(id)
    return film ? [{ id, snippet: { title: film.title }, status: { privacyStatus: film.privacy, uploadStatus: film.uploadStatus, containsSyntheticMedia: film.synthetic } }] : []
  }
  function receive(key: string, got: Got): Given {
    const upload = uploads.get(key)
    if (!upload) return error(404, 'notFound', 'no such upload')
    const range = got.headers['content-range'] ?? ''
    const [, from] = /bytes (\d+)-/.exec(range) ?? []
    if (from !== undefined && Number(from) === upload.bytes.length) upload.bytes = Buffer.concat([upload.bytes, got.body])
    if (upload.bytes.length < upload.size)
      return { status: 308, text: '', headers: upload.bytes.length > 0 ? { range: `bytes=0-${upload.bytes.length - 1}` } : {} }
    if (upload.id === undefined) {
      upload.id = `film${++counter}`
      films.set(upload.id, { title: upload.film.snippet.title, synthetic: upload.film.status.containsSyntheticMedia, privacy: upload.film.status.privacyStatus, uploadStatus: 'processed' })
    }
    return { status: 200, json: { id: upload.id, kind: 'youtube#video' } }
  }
  function handle(got: Got): Given | undefined {
    const { method, path, query } = got
    if (path === '/google-oauth/revoke') {
      const isKnown = ['yt-refresh', ...tokens].includes(formOf(got).get('token') ?? '')
      return isKnown ? (tokens.clear(), { status: 200, json: {} }) : { status: 400, json: { error: 'invalid_token' } }
    }
    if (path === '/google-oauth/token') {
      const form = formOf(got)
      if (form.get('grant_type') === 'refresh_token' && form.get('refresh_token') !== 'yt-refresh') return { status: 400, json: { error: 'invalid_grant' } }
      const token = `yt-access-${++counter}`
      tokens.add(token)
      return { status: 200, json: { access_token: token, refresh_token: 'yt-refresh', expires_in: 3599, token_type: 'Bearer' } }
    }
    if (!path.startsWith('/youtube/')) return undefined
    if (!tokens.has(bearer(got))) return error(401, 'authError', 'Invalid Credentials')
    if (path === '/youtube/upload/youtube/v3/videos' && method === 'POST') {
      if (!hasQuota) return error(403, 'quotaExceeded', 'The request cannot be completed because you have exceeded your quota.')
      const key = `up${++counter}`
      uploads.set(key, { film: jsonOf(got), size: Number(got.headers['x-upload-content-length']), bytes: Buffer.alloc(0) })
      return { status: 200, json: {}, headers: { location: `${at}/youtube/upload/youtube/v3/videos?uploadType=resumable&upload_id=${key}` } }
    }
    if (path === '/youtube/upload/youtube/v3/videos') return receive(query.get('upload_id') ?? '', got)
    if (path === '/youtube/youtube/v3/channels') return { status: 200, json: { items: [{ id: 'UCown', snippet: { title: 'कल्पित संगठन', customUrl: '@kalpit' }, contentDetails: { relatedPlaylists: { uploads: 'UUown' } } }] } }
    if (path === '/youtube/youtube/v3/playlistItems') return { status: 200, json: { items: [...films].map(([videoId, { title }]) => ({ snippet: { title, publishedAt: '2026-11-22T06:30:00Z', resourceId: { videoId } } })) } }
    if (path !== '/youtube/youtube/v3/videos') return undefined
    if (method === 'GET') return { status: 200, json: { items: shown(query.get('id') ?? '') } }
    if (method === 'DELETE') return films.delete(query.get('id') ?? '') ? { status: 204, text: '' } : error(404, 'videoNotFound', 'The video is not here.')
    const asked = jsonOf<{ id: string; status: { privacyStatus: string } }>(got)
    const film = films.get(asked.id)
    if (!film) return error(404, 'videoNotFound', 'The video is not here.')
    // Of a project that has not passed the audit every film stays private.
    film.privacy = isAudited ? asked.status.privacyStatus : 'private'
    return { status: 200, json: { id: asked.id, status: { privacyStatus: film.privacy } } }
  }
  return {
    handle,
    films,
    live: () => [...films.values()].filter(({ privacy }) => privacy === 'public'),
    isAt: (address: string) => void (at = address),
    expire: () => tokens.clear(),
    audited: (yes: boolean) => void (isAudited = yes),
    quota: (yes: boolean) => void (hasQuota = yes),
  }
} // prettier-ignore
