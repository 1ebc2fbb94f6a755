import { askForRenditions } from '#modules/studio/server/index.ts'
import type { Transaction } from '#platform/context.ts'
import { KIT_FORMS } from '../domain/files.ts'

/** Asks the studio to draw what a kit and its public page need; asked again it draws nothing twice. A film or a voice note goes along where the studio has made one. */
export const askForKit = (tx: Transaction, pieceId: string): Promise<void> =>
  askForRenditions(tx, pieceId, [...KIT_FORMS, 'story'])
