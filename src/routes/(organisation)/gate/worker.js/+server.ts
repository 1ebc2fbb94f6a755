import text from 'virtual:phone/gateWorker'
import { phoneScript } from '../../../phoneScript.ts'

const script = phoneScript(text)
/** The gate's own worker, for /gate itself and nothing else of the house. */
export const GET = (event: { readonly request: Request }): Response => {
  const response = script(event)
  response.headers.set('service-worker-allowed', '/gate')
  return response
}
