import { m } from '#paraglide/messages.js'

/** A size as people read it before they spend data on it. @example inBytes(92_000, 'en') // '90 kB' */
export const inBytes = (bytes: number, locale: string): string =>
  bytes < 1_000_000
    ? m.campaigns_size_kb({ n: String(Math.max(1, Math.round(bytes / 1024))) })
    : m.campaigns_size_mb({
        n: (bytes / 1_048_576).toLocaleString(`${locale}-IN-u-nu-latn`, { maximumFractionDigits: 1 }),
      })
