import { DAY_MS } from '../../clock/clock.ts'
import { Refusal } from '../../errors/catalogue.ts'
import { LONGEST_CELL, MOST_COLUMNS, MOST_ROWS } from '../limits.ts'
import type { TableRow } from '../tableRow.ts'
import { columnOf, mergedCells, mergeFiller } from './merged.ts'
import { openParts } from './openParts.ts'
import { parseXml } from './parseXml.ts'
import { chooseSheet, dateStyles, sharedTexts } from './workbook.ts'

/** Rows of a workbook's largest visible sheet. @throws Refusal badInput, tooLarge */
export async function* readXlsx(file: Buffer): AsyncGenerator<TableRow> {
  const parts = await openParts(file)
  const sheet = await chooseSheet(parts)
  const texts = await sharedTexts(parts)
  const days = await dateStyles(parts)
  const fill = mergeFiller(await mergedCells(parts.text(sheet)))
  const read: TableRow[] = []
  let line = 0
  let cells: string[] = []
  let cell = { column: 0, type: 'n', style: -1, value: '' }
  let hearing = false

  const rows = parseXml(parts.text(sheet), {
    open(name, attributes) {
      if (name === 'row') {
        line = Number(attributes.r ?? line + 1)
        cells = []
      } else if (name === 'c') {
        const column = attributes.r ? columnOf(attributes.r) : cells.length
        cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? -1), value: '' }
      } else if (name === 'v' || name === 't') hearing = true
    },
    text(piece) {
      if (hearing && cell.value.length < LONGEST_CELL) cell.value += piece
    },
    close(name) {
      if (name === 'v' || name === 't') hearing = false
      else if (name === 'c' && cell.column >= 0) {
        const text = shown(cell, texts, days.has(cell.style)).slice(0, LONGEST_CELL).trim()
        if (cell.column < MOST_COLUMNS) {
          while (cells.length < cell.column) cells.push('')
          cells[cell.column] = text
        } else if (text !== '') throw new Refusal('badInput', { fields: { file: 'tables_too_many_columns' } })
      } else if (name === 'row') {
        if (line > MOST_ROWS) throw new Refusal('tooLarge', { fields: { file: 'tables_too_many_rows' } })
        fill(line, cells)
        read.push({ line, cells })
      }
    },
  })
  for await (const _ of rows) yield* read.splice(0)
}

/** A cell's text. Numbers come in full, never as 9.8E+09: a phone that Excel shows so is still whole in the file. */
function shown(
  { type, value }: { readonly type: string; readonly value: string },
  texts: readonly string[],
  isDay: boolean,
): string {
  if (type === 's') return texts[Number(value)] ?? ''
  if (type !== 'n' || value === '') return type === 'b' ? (value === '1' ? 'TRUE' : 'FALSE') : value
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  if (isDay && number > 0 && number < 2_958_466) return dayOf(number)
  return Number.isSafeInteger(number) ? BigInt(number).toString() : value
}

/** Days since 30 December 1899, as Excel counts them, as 2001-02-03. */
const dayOf = (serial: number): string =>
  new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * DAY_MS).toISOString().slice(0, 10)
