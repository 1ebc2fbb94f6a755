import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Heard {
  readonly body: string
  readonly headers: IncomingMessage['headers']
}

/** A webhook's receiver on this machine, that answers as a test tells it to. */
export async function openReceiver() {
  const heard: Heard[] = []
  let answer = (response: ServerResponse): void => void response.writeHead(204).end()
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += String(part)
    heard.push({ body, headers: request.headers })
    answer(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    answerWith(next: (response: ServerResponse) => void) {
      answer = next
    },
    close: () => new Promise<void>((closed) => (server.closeAllConnections(), server.close(() => closed()))),
  }
}
