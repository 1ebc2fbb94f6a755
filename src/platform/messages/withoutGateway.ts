import type { Log } from '../telemetry/log.ts'
import type { SmsAdapter } from './smsAdapter.ts'

/** The made-up organisation sends nothing: its messages are shown in the demo's inbox. The log says that there was one, never its words. */
export const demoAdapter = (log: Log): SmsAdapter => ({
  name: 'demo',
  idempotent: true,
  async send(sms) {
    log.info({ message: sms.id, kind: sms.kind }, 'SMS (shown in the inbox)')
    return { state: 'sent', providerId: 'demo' }
  },
})

/** Where no gateway is configured nothing goes out, and the ledger says so; `karyakarta doctor` and `serve` do too. */
export const noGateway: SmsAdapter = {
  name: 'none',
  idempotent: true,
  async send() {
    return { state: 'failed', fault: 'no SMS gateway is configured' }
  },
}
