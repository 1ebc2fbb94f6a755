/** One measured line of docs/benchmarks.md. */
export interface Line {
  readonly what: string
  readonly measured: string
  /** The figure that was promised, or '' where none was. */
  readonly promised: string
  /** Undefined where nothing was promised. */
  readonly holds?: boolean
}

export interface Measure {
  readonly title: string
  /** What was compared with what, and how; stands above the table. */
  readonly about: string
  run(): Promise<readonly Line[]>
}

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`

/** @param made by which command, when and on what; stands under the table's introduction */
export function table(measure: Measure, lines: readonly Line[], made: string): string {
  const rows = lines.map(
    ({ what, measured, promised, holds }) =>
      `| ${what} | ${measured} | ${promised} | ${holds === undefined ? '' : holds ? 'holds' : '**falls short**'} |`,
  )
  return [
    `## ${measure.title}`,
    '',
    measure.about,
    '',
    made,
    '',
    '| what | measured | promised | |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
