import { fieldsOf, jsonOf, type Given, type Got } from './server.ts'

const TOKEN = '123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr'

/** Telegram's Bot API and the public page of a channel, as documented. */
export function telegramBots() {
  const messages = new Map<number, { words: string; with: string }>()
  let [counter, isOld] = [10, false]
  const ok = (result: unknown): Given => ({ status: 200, json: { ok: true, result } })
  const no = (status: number, description: string, more = {}): Given => ({ status, json: { ok: false, error_code: status, description, ...more } })
  const post = (id: number, words: string) => `<div class="tgme_widget_message" data-post="kalpit_org/${id}"><div class="tgme_widget_message_text js-message_text" dir="auto">${words}</div><time datetime="2026-11-22T06:30:00+00:00"></time></div>`

  function handle(got: Got): Given | undefined {
    const [, page, id] = /^\/telegram-web\/(?:(s)\/)?kalpit_org(?:\/(\d+))?$/.exec(got.path) ?? []
    if (page === 's') return { status: 200, text: `<html><body>${[...messages].map(([n, { words }]) => post(n, words)).join('')}</body></html>` }
    if (id !== undefined) {
      const message = messages.get(Number(id))
      return { status: 200, text: message ? `<html><body>${post(Number(id), message.words)}</body></html>` : '<html><body><div class="tgme_widget_message_error">Post not found</div></body></html>' }
    }
    if (!got.path.startsWith('/telegram/bot')) return undefined
    const [, token, method] = /^\/telegram\/bot([^/]+)\/(\w+)$/.exec(got.path) ?? []
    if (token !== TOKEN) return no(401, 'Unauthorized')
    if (method === 'getMe') return ok({ id: 123456789, is_bot: true, username: 'kalpit_bot' })
    if (method === 'getChat') return jsonOf<{ chat_id: string }>(got).chat_id === '@kalpit_org' ? ok({ id: -1001, type: 'channel', title: 'कल्पित संगठन', username: 'kalpit_org' }) : no(400, 'Bad Request: chat not found')
    if (method === 'getChatMember') return ok({ status: 'administrator', can_post_messages: true })
    if (method === 'deleteMessages') {
      if (isOld) return no(400, "Bad Request: message can't be deleted")
      jsonOf<{ message_ids: number[] }>(got).message_ids.forEach((one) => messages.delete(one))
      return ok(true)
    }
    if (method === 'editMessageText' || method === 'editMessageCaption') {
      const asked = jsonOf<{ message_id: number; text?: string; caption?: string }>(got)
      const message = messages.get(asked.message_id)
      if (!message) return no(400, 'Bad Request: message to edit not found')
      message.words = asked.text ?? asked.caption ?? ''
      return ok({ message_id: asked.message_id })
    }
    const fields = fieldsOf(got)
    const made = ++counter
    messages.set(made, { words: fields.text ?? fields.caption ?? '', with: method! })
    return ok(method === 'sendMediaGroup' ? [{ message_id: made }] : { message_id: made, chat: { id: -1001 } })
  }
  return { handle, messages, token: TOKEN, old: (yes: boolean) => void (isOld = yes) }
} // prettier-ignore
