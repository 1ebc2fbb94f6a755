/** The bench's gateway, in a process of its own: faults as asked, figures when asked. */
import { openCountingGateway, type Faults } from '#tests/gateways/smsGateway.ts'

const gateway = await openCountingGateway(JSON.parse(process.argv[2]!) as Faults)
process.on('message', () => process.send!({ ...gateway.figures, taken: gateway.taken.size }))
process.send!({ url: gateway.url })
