/** On the pages of learning: a lesson block by block, the day's recall cards, and keeping whole courses on the phone. Everything works without it. */
import { offerToKeep } from './keepCourses.ts'
import { goBlockByBlock } from './lesson.ts'
import { turnCards } from './recall.ts'

const steps = document.getElementById('steps')
if (steps) goBlockByBlock(steps)
if ('serviceWorker' in navigator && 'locks' in navigator && 'indexedDB' in globalThis) {
  void offerToKeep()
  const cards = document.getElementById('recall')
  if (cards) void turnCards(cards)
}
