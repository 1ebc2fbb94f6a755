import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino'
import { errorForLog, hideInText, hideSecrets } from './hideSecrets.ts'

export type Log = Logger

/** Structured JSON lines on standard output, without secrets. What a person typed is not logged at all. */
export function openLog(level: string, base: Record<string, string>, destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    level,
    base,
    serializers: { err: errorForLog },
    formatters: {
      level: (label) => ({ level: label }),
      log: (told) => hideSecrets(told) as Record<string, unknown>,
    },
    hooks: { streamWrite: hideInText },
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  return destination ? pino(options, destination) : pino(options)
}
