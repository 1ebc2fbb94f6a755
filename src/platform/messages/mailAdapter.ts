import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { ClosedAddress, isReachable, judgedLookup } from '../web/outbound.ts'
import type { SmsOutcome } from './smsAdapter.ts'

export interface Mail {
  /** The ledger's id; the mail's Message-ID is made of it, so that a mailbox may tell a repetition. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Where one POST ends it (RFC 8058). */
  readonly unsubscribe?: string
}

export interface MailServer {
  /** `smtp://` (STARTTLS is demanded) or `smtps://`, with user and password. */
  readonly url: string
  readonly from: string
  /** The mail server stands on this machine; there STARTTLS is not demanded. */
  readonly allowLoopback: boolean
  readonly timeoutMs?: number
}

export interface MailAdapter {
  send(mail: Mail): Promise<SmsOutcome>
  close(): void
}

const PATIENCE_MS = 20_000

/** A mail server by SMTP. It never throws; faults name what happened, never an address or a text. Connections are kept for the next mail. */
export function mailAdapter(server: MailServer): MailAdapter {
  const idle: SMTPConnection[] = []
  return {
    async send(mail) {
      let line: SMTPConnection
      try {
        line = idle.pop() ?? (await open(server))
      } catch (error) {
        if (error instanceof ClosedAddress) return { state: 'failed', fault: error.message }
        return { state: 'later', fault: faultOf(error) }
      }
      const outcome = await hand(line, server.from, mail)
      if (outcome.state === 'sent') idle.push(line)
      else line.close()
      return outcome
    },
    close() {
      for (const line of idle.splice(0)) line.quit()
    },
  }
}

/** Greets and signs in. @throws when the server cannot be had: nothing has gone out then */
async function open(server: MailServer): Promise<SMTPConnection> {
  const url = new URL(server.url)
  const secure = url.protocol === 'smtps:'
  const patience = server.timeoutMs ?? PATIENCE_MS
  const port = Number(url.port) || (secure ? 465 : 587)
  const line = new SMTPConnection({
    host: url.hostname,
    port,
    secure,
    requireTLS: !secure && !server.allowLoopback,
    ignoreTLS: !secure && server.allowLoopback,
    greetingTimeout: patience,
    socketTimeout: patience,
    // Its own way to the server, by the same judgement as every other way out of the house.
    connection: await openSocket(url.hostname, port, server.allowLoopback, patience),
  })
  // A kept connection that the server ends says so as an event that belongs to no mail.
  line.on('error', () => {})
  const { user, pass } = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
  await new Promise<void>((fulfil, reject) => {
    line.once('error', reject)
    line.once('end', () => reject(new Error('the server hung up')))
    line.connect((error) => {
      if (error) return reject(error)
      if (user === '') return fulfil()
      line.login({ credentials: { user, pass } }, (refused) => (refused ? reject(refused) : fulfil()))
    })
  }).catch((error: unknown) => {
    line.close()
    throw error
  })
  return line
}

async function openSocket(
  host: string,
  port: number,
  allowLoopback: boolean,
  patience: number,
): Promise<Socket> {
  if (isIP(host) && !isReachable(host, allowLoopback))
    throw new ClosedAddress('the mail server has a private address')
  const socket = connect({ host, port, lookup: judgedLookup(allowLoopback) })
  socket.setTimeout(patience, () => socket.destroy(new Error('timeout')))
  await once(socket, 'connect')
  socket.setTimeout(0)
  return socket
}

/**
 * Hands one mail over. The content is read only once the server asked for it (354): a connection that is lost before has surely sent nothing,
 * one that is lost after leaves it open (RFC 5321 §4.2.5).
 */
async function hand(line: SMTPConnection, from: string, mail: Mail): Promise<SmsOutcome> {
  const content = await compose(from, mail)
  let begun = false
  const stream = new Readable({
    read() {
      begun = true
      this.push(content)
      this.push(null)
    },
  })
  return new Promise((fulfil) => {
    const lost = (error: unknown) => fulfil(outcomeOf(error, begun))
    line.once('error', lost)
    line.once('end', lost)
    line.send({ from: addressOf(from), to: [mail.to] }, stream, (error, sent) => {
      line.off('error', lost)
      line.off('end', lost)
      if (error) lost(error)
      else fulfil({ state: 'sent', providerId: String(sent?.response ?? '').slice(0, 200) || 'accepted' })
    })
  })
}

const compose = (from: string, { id, to, subject, text, unsubscribe }: Mail): Promise<Buffer> =>
  new MailComposer({
    from,
    to,
    subject,
    text,
    textEncoding: 'base64',
    messageId: `<${id}@${addressOf(from).split('@')[1] ?? 'localhost'}>`,
    headers: unsubscribe
      ? {
          'List-Unsubscribe': `<${unsubscribe}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }
      : {},
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()

/** `news@example.org` of `Sample organisation <news@example.org>`. */
const addressOf = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from.trim()

const faultOf = (error: unknown): string => {
  const { responseCode, code } = error as { responseCode?: number; code?: string }
  return responseCode === undefined ? (code ?? 'the mail server hung up') : `SMTP ${responseCode}`
}

/** RFC 5321 §4.2.1: 4yz may come again, 5yz may not. Without an answer it depends on whether the content was begun. */
function outcomeOf(error: unknown, begun: boolean): SmsOutcome {
  const fault = faultOf(error ?? {})
  const { responseCode: status } = (error ?? {}) as { responseCode?: number }
  if (status !== undefined && status >= 500) return { state: 'failed', fault }
  if (status !== undefined && status >= 400) return { state: 'later', fault }
  return { state: begun ? 'ambiguous' : 'later', fault }
}
