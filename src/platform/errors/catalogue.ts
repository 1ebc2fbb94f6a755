/**
 * The one catalogue of refusals. An id is stable (clients may rely on it); words are chosen at the edge by id, in the
 * visitor's language; `report` says whether an operator wants to hear of it.
 */
export const CATALOGUE = {
  badInput: { status: 400, report: false },
  notSignedIn: { status: 401, report: false },
  secondStepNeeded: { status: 401, report: false },
  forbidden: { status: 403, report: false },
  wrongOrigin: { status: 403, report: false },
  notFound: { status: 404, report: false },
  methodNotAllowed: { status: 405, report: false },
  changedMeanwhile: { status: 409, report: false },
  commandReused: { status: 409, report: true },
  gone: { status: 410, report: false },
  tooLarge: { status: 413, report: false },
  unsupportedType: { status: 415, report: false },
  tooOften: { status: 429, report: false },
  broken: { status: 500, report: true },
  unavailable: { status: 503, report: true },
} as const

export type RefusalId = keyof typeof CATALOGUE

/** Fields at fault: form field name → id of the message that explains it to the person who typed. */
export type FieldFaults = Readonly<Record<string, string>>

/**
 * A refusal by the house. `reason` narrows the id for the edge's words (`invitation_expired`); `fields` names what was typed
 * wrongly; neither ever carries what was typed, so that a refusal may be logged.
 */
export class Refusal extends Error {
  readonly id: RefusalId
  readonly reason: string | undefined
  readonly fields: FieldFaults
  readonly retryAfterSeconds: number | undefined

  constructor(
    id: RefusalId,
    detail: { reason?: string; fields?: FieldFaults; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(detail.reason ? `${id}: ${detail.reason}` : id, { cause: detail.cause })
    this.name = 'Refusal'
    this.id = id
    this.reason = detail.reason
    this.fields = detail.fields ?? {}
    this.retryAfterSeconds = detail.retryAfterSeconds
  }

  get status(): number {
    return CATALOGUE[this.id].status
  }

  get report(): boolean {
    return CATALOGUE[this.id].report
  }
}

export const isRefusal = (error: unknown): error is Refusal => error instanceof Refusal
