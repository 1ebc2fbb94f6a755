/** One line of the audit log. `subject` is `kind:id`; `detail` names ids and fields, never what a personal field held. */
export interface AuditEntry {
  readonly verb: string
  readonly subject: string
  readonly detail: Readonly<Record<string, unknown>>
}
