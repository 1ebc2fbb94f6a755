/** One clear line in each of the two languages. */
export interface Line {
  readonly en: string
  readonly hi: string
}

/**
 * A start that was refused for a reason the person at the keyboard can mend.
 * `id` is stable, `fields` are the facts (port, pid, folder …), `line` says what is wrong and what to do.
 */
export class StartRefused extends Error {
  readonly id: string
  readonly fields: Readonly<Record<string, string | number>>
  readonly line: Line

  constructor(id: string, fields: Readonly<Record<string, string | number>>, line: Line) {
    super(line.en)
    this.name = 'StartRefused'
    this.id = id
    this.fields = fields
    this.line = line
  }
}
