import { z } from 'zod'
import { isDay } from './said.ts'

/** Where something was read, and on which day. */
export interface Source {
  readonly address: string
  /** `YYYY-MM-DD` */
  readonly readOn: string
}

/** Sources that one campaign names at most. */
export const MOST_SOURCES = 20
const LINE = /^(https?:\/\/\S{4,390})\s+(20\d{2}-\d{2}-\d{2})$/

/**
 * A source as it is typed: its address and the day on which it was read.
 * @example readSource('https://example.gov.in/order.pdf 2026-11-20')?.readOn === '2026-11-20'
 */
export function readSource(text: string): Source | undefined {
  const [, address, readOn] = LINE.exec(text.trim()) ?? []
  return address && readOn && isDay(readOn) ? { address, readOn } : undefined
}

/** A line each. @returns undefined where one cannot be read, or there are too many */
export function readSources(text: string): readonly Source[] | undefined {
  const typed = text.split('\n').map((one) => one.trim()).filter(Boolean)
  const read = typed.map(readSource)
  return typed.length <= MOST_SOURCES && read.every((one) => one !== undefined) ? read : undefined
} // prettier-ignore

/** As they are typed: what readSources reads. */
export const typedSources = (sources: readonly Source[]): string =>
  sources.map(({ address, readOn }) => `${address} ${readOn}`).join('\n')

export const sources = z
  .string()
  .nullish()
  .transform((text, check) => {
    const read = readSources(text ?? '')
    if (!read) {
      check.addIssue({ code: 'custom', message: 'campaigns_sources_wrong' })
      return z.NEVER
    }
    return read
  })
