import { z } from 'zod'

/** The two editions: separate processes with separate databases, roles, keys, accounts and cookies. */
export const EDITIONS = ['organisation', 'programme'] as const
export type EditionName = (typeof EDITIONS)[number]

const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
const flag = z.enum(['0', '1', 'true', 'false', '']).transform((value) => value === '1' || value === 'true')
const port = z.coerce.number().int().min(0).max(65535)

const schema = z.object({
  KARYAKARTA_EDITION: z.enum(EDITIONS),
  /** The serving role's address; the programme edition reads PROGRAMME_DATABASE_URL instead. */
  DATABASE_URL: postgresUrl.optional(),
  PROGRAMME_DATABASE_URL: postgresUrl.optional(),
  /** The owner role's address, for migrate, setup, backup and restore only: never given to a serving process. */
  DATABASE_OWNER_URL: postgresUrl.optional(),
  PROGRAMME_DATABASE_OWNER_URL: postgresUrl.optional(),
  /** Folder of this edition's keys (outside the database, 0600 files). */
  KARYAKARTA_KEYS: z.string().min(1),
  /** Folder of this edition's files when no S3 bucket is set. */
  KARYAKARTA_FILES: z.string().min(1),
  S3_ENDPOINT: z.url().optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** The address people type, e.g. https://volunteers.example.org; links in messages and QR codes start with it. */
  PUBLIC_ORIGIN: z.url().optional(),
  /** Own short domain of the organisation's links, e.g. https://kk.example; its host serves nothing else. Without it they live under /s/. */
  SHORT_ORIGIN: z.url().optional(),
  /** Address to listen on; 127.0.0.1 unless the reverse proxy stands on another machine. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** The other edition's PUBLIC_ORIGIN, known here only so that one host for both is refused: cookies ignore ports. */
  OTHER_PUBLIC_ORIGIN: z.url().optional(),
  PORT: port.optional(),
  PROGRAMME_PORT: port.optional(),
  /** Addresses (comma separated) of reverse proxies whose x-forwarded-for and -proto count. */
  TRUSTED_PROXY: z.string().default(''),
  SMS_GATEWAY_URL: z.url().optional(),
  SMS_GATEWAY_TOKEN: z.string().optional(),
  SMS_SENDER_ID: z.string().optional(),
  SMS_DLT_ENTITY_ID: z.string().optional(),
  /** Template ids of the sign-in code's two wordings: Hindi, and English. */
  SMS_DLT_TEMPLATE_CODE: z.string().optional(),
  SMS_DLT_TEMPLATE_CODE_EN: z.string().optional(),
  /** Tests and development: the gateway may stand on this machine. Otherwise private addresses are refused. */
  SMS_GATEWAY_ON_LOOPBACK: flag.default(false),
  /** Tests and development: webhooks may go to this machine, and without https. Otherwise private addresses are refused. */
  WEBHOOKS_ON_LOOPBACK: flag.default(false),
  /** The gateway sends one `idempotency-key` once, however often it is handed over: only then is a doubtful message handed over again. */
  SMS_GATEWAY_IDEMPOTENT: flag.default(false),
  /** What the gateway shows when it tells what became of a message (docs/formats/sms-gateway.md); at least 24 characters. */
  SMS_REPORTS_SECRET: z.string().min(24).optional(),
  /** Where e-mail goes out, e.g. smtps://user:password@mail.example.org:465. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must start with smtp:// or smtps://')
    .optional(),
  /** Whose name stands on e-mails, e.g. "Sample organisation <news@example.org>". */
  MAIL_FROM: z.string().min(3).optional(),
  /** The mail server may stand on this machine. */
  SMTP_ON_LOOPBACK: flag.default(false),
  /** The key pair by which push services know us (RFC 8292), as `web-push generate-vapid-keys` prints it, and whom they may write to. */
  VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^[\w-]{87}$/)
    .optional(),
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
  VAPID_CONTACT: z
    .string()
    .regex(/^(mailto:|https:)/, 'must start with mailto: or https:')
    .optional(),
  /** Tests only: push services may stand on this machine. */
  PUSH_ON_LOOPBACK: flag.default(false),
  /** The organisation's own apps at the platforms on which it publishes (docs/operations.md): one app each, none of a person. */
  YOUTUBE_CLIENT_ID: z.string().optional(),
  YOUTUBE_CLIENT_SECRET: z.string().optional(),
  META_APP_ID: z.string().optional(),
  META_APP_SECRET: z.string().optional(),
  X_CLIENT_ID: z.string().optional(),
  X_CLIENT_SECRET: z.string().optional(),
  /** Tests and development: all platforms stand at this address of this machine, each under its own name (`/youtube`, `/meta`, …). */
  CHANNELS_AT: z.url().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  METRICS_TOKEN: z.string().optional(),
})

type Variables = z.output<typeof schema>
type PerEdition =
  | 'DATABASE_URL'
  | 'PROGRAMME_DATABASE_URL'
  | 'DATABASE_OWNER_URL'
  | 'PROGRAMME_DATABASE_OWNER_URL'
  | 'PORT'
  | 'PROGRAMME_PORT'

export type Environment = Readonly<
  Omit<Variables, PerEdition> & {
    edition: EditionName
    /** The serving role's database of *this* edition. */
    databaseUrl: string
    ownerUrl: string | undefined
    port: number
    origin: string
    trustedProxies: readonly string[]
  }
>

/** A setting of the environment that is missing or wrong: one clear line, shown at boot. */
export class EnvironmentFault extends Error {}

/**
 * Reads and checks the whole environment once, at boot; nothing else in the house reads process.env.
 * @throws EnvironmentFault naming the variable
 */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  refuseDemoSwitch(source)
  const result = schema.safeParse(source)
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new EnvironmentFault(lines.join('; '))
  }
  const variables = result.data
  const edition = variables.KARYAKARTA_EDITION
  const own = ownVariables(variables)
  if (!own.databaseUrl) throw new EnvironmentFault(`${own.name}: is not set`)
  if (
    variables.DATABASE_URL &&
    variables.PROGRAMME_DATABASE_URL &&
    sameDatabase(variables.DATABASE_URL, variables.PROGRAMME_DATABASE_URL)
  )
    throw new EnvironmentFault(
      'DATABASE_URL and PROGRAMME_DATABASE_URL name one database: the editions never share one',
    )
  const { PUBLIC_ORIGIN, OTHER_PUBLIC_ORIGIN } = variables
  if (PUBLIC_ORIGIN && OTHER_PUBLIC_ORIGIN && sameHost(PUBLIC_ORIGIN, OTHER_PUBLIC_ORIGIN))
    throw new EnvironmentFault(
      'PUBLIC_ORIGIN and OTHER_PUBLIC_ORIGIN name one host: cookies ignore ports, so each edition needs a host of its own',
    )
  if (
    variables.SHORT_ORIGIN &&
    [PUBLIC_ORIGIN, OTHER_PUBLIC_ORIGIN].some((other) => other && sameHost(other, variables.SHORT_ORIGIN!))
  )
    throw new EnvironmentFault(
      'SHORT_ORIGIN names the host of an edition: short links need a host of their own, or none (then they live under /s/)',
    )
  return {
    ...variables,
    edition,
    databaseUrl: own.databaseUrl,
    ownerUrl: own.ownerUrl,
    port: own.port,
    origin: variables.PUBLIC_ORIGIN ?? `http://${edition}.localhost:${own.port}`,
    trustedProxies: variables.TRUSTED_PROXY.split(',').flatMap((entry) => entry.trim() || []),
  }
}

/**
 * Persona links and the readable inbox are no setting: only `karyakarta start` gives them, to its own children (demo/demonstration.ts).
 * Whoever tries to switch them on for a configured database is told, instead of being left to believe that it worked.
 * @throws EnvironmentFault
 */
export function refuseDemoSwitch(source: NodeJS.ProcessEnv): void {
  if (['', '0', 'false'].includes(source.KARYAKARTA_DEMO ?? '')) return
  throw new EnvironmentFault(
    'KARYAKARTA_DEMO: persona links and the readable inbox exist only under "karyakarta start", with its own embedded database; unset it',
  )
}

function ownVariables(variables: Variables) {
  return variables.KARYAKARTA_EDITION === 'programme'
    ? {
        name: 'PROGRAMME_DATABASE_URL',
        databaseUrl: variables.PROGRAMME_DATABASE_URL,
        ownerUrl: variables.PROGRAMME_DATABASE_OWNER_URL,
        port: variables.PROGRAMME_PORT ?? 3001,
      }
    : {
        name: 'DATABASE_URL',
        databaseUrl: variables.DATABASE_URL,
        ownerUrl: variables.DATABASE_OWNER_URL,
        port: variables.PORT ?? 3000,
      }
}

const isLoopback = (address: string): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname)

/** Whether two public addresses share their cookies: the port makes no difference. */
export const sameHost = (one: string, other: string): boolean =>
  new URL(one).hostname.toLowerCase() === new URL(other).hostname.toLowerCase()

/** Whether two addresses name one database; loopback's names count as one host. */
export function sameDatabase(one: string, other: string): boolean {
  const identity = (address: string) => {
    const { hostname, port, pathname } = new URL(address)
    return `${isLoopback(address) ? 'loopback' : hostname}:${port || '5432'}${pathname}`
  }
  return identity(one) === identity(other)
}
