/**
 * A browser and its push service (RFC 8030, 8291, 8292), written from the RFCs and sharing no code with the sender: it checks the VAPID
 * signature and opens what came with the browser's own keys.
 */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface PushService {
  /** What a browser of it gives to a site. `path` tells browsers apart. */
  subscribe(path: string): { endpoint: string; keys: { p256dh: string; auth: string } }
  /** What each browser showed, opened. */
  readonly shown: { path: string; payload: Record<string, unknown>; topic: string | undefined }[]
  /** Answers of faulty browsers, by path. */
  readonly answers: Map<string, number>
  readonly refused: string[]
  close(): Promise<void>
}

export async function openPushService(vapidPublicKey: string): Promise<PushService> {
  const browsers = new Map<string, { ecdh: ReturnType<typeof createECDH>; auth: Buffer }>()
  const shown: PushService['shown'] = []
  const answers = new Map<string, number>()
  const refused: string[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const path = request.url ?? ''
      const status = answers.get(path)
      if (status) return void response.writeHead(status).end()
      const browser = browsers.get(path)
      if (!browser) return void response.writeHead(404).end()
      try {
        checkVapid(request.headers.authorization ?? '', vapidPublicKey, `http://${request.headers.host}`)
        const payload = JSON.parse(open(Buffer.concat(parts), browser).toString('utf8')) as Record<string, unknown>
        shown.push({ path, payload, topic: request.headers.topic as string | undefined })
        response.writeHead(201, { location: `http://${request.headers.host}/message/${shown.length}` }).end()
      } catch (error) {
        refused.push(String(error))
        response.writeHead(403).end()
      }
    })
  }) // prettier-ignore
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    shown,
    answers,
    refused,
    subscribe(path) {
      const ecdh = createECDH('prime256v1')
      ecdh.generateKeys()
      const auth = randomBytes(16)
      browsers.set(path, { ecdh, auth })
      return {
        endpoint: `${origin}${path}`,
        keys: { p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') },
      }
    },
    async close() {
      const closed = once(server.close(), 'close')
      server.closeAllConnections()
      await closed
    },
  }
}

/** RFC 8292: `vapid t=<JWT>, k=<key>`, signed ES256 by that key, for this origin, not expired. */
function checkVapid(header: string, publicKey: string, origin: string): void {
  const token = /t=([\w.-]+)/.exec(header)?.[1] ?? ''
  if (/k=([\w-]+)/.exec(header)?.[1] !== publicKey) throw new Error('another key')
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(publicKey, 'base64url')
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
  const isSigned = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { aud: string; exp: number }
  if (!isSigned) throw new Error('not signed')
  if (said.aud !== origin || said.exp * 1000 < Date.now()) throw new Error('for somebody else, or expired')
}

/** RFC 8188 and 8291: salt, record size, the sender's key; one record whose last byte before the padding is 2. */
function open(body: Buffer, { ecdh, auth }: { ecdh: ReturnType<typeof createECDH>; auth: Buffer }): Buffer {
  const salt = body.subarray(0, 16)
  const length = body[20]!
  const senderKey = body.subarray(21, 21 + length)
  const record = body.subarray(21 + length)
  const shared = ecdh.computeSecret(senderKey)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), senderKey])
  const secret = Buffer.from(hkdfSync('sha256', shared, auth, info, 32))
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12))
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  const end = padded.lastIndexOf(2)
  return padded.subarray(0, end)
}
