import { publicStory } from '../../../../../publicStory.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = (event) =>
  publicStory(event, event.params.piece, 'story', event.params.language === 'en' ? 'en' : 'hi')
