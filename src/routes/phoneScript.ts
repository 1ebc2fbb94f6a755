import { createHash } from 'node:crypto'

/** Serves a script of the phone's side. It is asked for anew each time and, unchanged, costs an answer without a body. */
export function phoneScript(text: string): (event: { readonly request: Request }) => Response {
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  return ({ request }) => {
    const headers = {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      etag: tag,
    }
    return request.headers.get('if-none-match')?.includes(tag)
      ? new Response(null, { status: 304, headers })
      : new Response(text, { headers })
  }
}
