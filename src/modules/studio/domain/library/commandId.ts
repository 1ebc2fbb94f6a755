import { z } from 'zod'

export const commandId = z.uuid({ error: 'platform_command_missing' })
