import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the next request meets instead of an answer. */
export type BucketFault = 'error' | 'silence' | 'truncate' | 'damage'

export interface LocalBucket {
  readonly endpoint: string
  readonly objects: Map<string, Buffer>
  /** Method and key of every request, in order. */
  readonly requests: string[]
  /** Faults for the coming requests, first come first served. */
  readonly faults: BucketFault[]
  close(): Promise<void>
}

/** An HTTP server that speaks as much S3 as a content-addressed store needs: signed PUT, GET, HEAD and DELETE of objects. */
export async function localBucket(accessKeyId: string): Promise<LocalBucket> {
  const objects = new Map<string, Buffer>()
  const requests: string[] = []
  const faults: BucketFault[] = []
  const server = createServer((request, response) => {
    void (async () => {
      const key = decodeURIComponent(new URL(request.url ?? '/', 'http://bucket').pathname.slice(1))
      const body = Buffer.concat(await request.toArray().catch(() => []))
      requests.push(`${request.method} ${key}`)
      if (!isSigned(request, accessKeyId)) return void refuse(response, 403, 'AccessDenied')
      const fault = faults.shift()
      if (fault === 'silence') return
      if (fault === 'error') return void refuse(response, 500, 'InternalError')
      answer({ request, response, key, body, objects, fault })
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    requests,
    faults,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  key: string
  body: Buffer
  objects: Map<string, Buffer>
  fault: BucketFault | undefined
}

function answer({ request, response, key, body, objects, fault }: Exchange): void {
  const held = objects.get(key)
  switch (request.method) {
    case 'PUT': {
      const sum = request.headers['x-amz-checksum-sha256']
      if (sum !== undefined && sum !== createHash('sha256').update(body).digest('base64'))
        return refuse(response, 400, 'BadDigest')
      objects.set(key, body)
      response.writeHead(200, { ETag: '"x"' }).end()
      return
    }
    case 'DELETE':
      objects.delete(key)
      response.writeHead(204).end()
      return
    case 'HEAD':
    case 'GET': {
      if (!held) return refuse(response, 404, 'NoSuchKey')
      response.writeHead(200, { 'Content-Length': held.length })
      if (request.method === 'HEAD') return void response.end()
      if (fault === 'truncate') return void response.write(held.subarray(0, 10), () => response.destroy())
      response.end(fault === 'damage' ? Buffer.alloc(held.length, 7) : held)
      return
    }
    default:
      refuse(response, 405, 'MethodNotAllowed')
  }
}

/** Signature version 4: the client proves that it knows the secret; that it does is the library's matter, that it tries is ours. */
const isSigned = ({ headers }: IncomingMessage, accessKeyId: string): boolean =>
  new RegExp(
    `^AWS4-HMAC-SHA256 Credential=${accessKeyId}/\\d{8}/[\\w-]+/s3/aws4_request, SignedHeaders=.*host.*, Signature=[0-9a-f]{64}$`,
  ).test(headers.authorization ?? '') && headers['x-amz-date'] !== undefined

function refuse(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'Content-Type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}
