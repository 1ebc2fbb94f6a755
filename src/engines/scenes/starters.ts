import {
  FORMAT,
  type LayoutName,
  type Narration,
  type PieceKind,
  type Role,
  type Scene,
  type SceneDocument,
  type TextBlock,
} from './document.ts'
import { orderBetween } from './order.ts'
import type { Both } from './words.ts'

/** What a template asks for at one place: the question an editor shows in the empty field. It is never part of the piece. */
interface Wanted {
  readonly role: Role
  readonly hint: Both
}
interface Plan {
  readonly layout: LayoutName
  readonly showMs: number
  readonly blocks: readonly Wanted[]
}

const ask = (role: Role, hi: string, en: string): Wanted => ({ role, hint: { hi, en } })
const plan = (layout: LayoutName, showMs: number, ...blocks: readonly Wanted[]): Plan => ({
  layout,
  showMs,
  blocks,
})

/** Every kind ends by what one can do, and none by asking to be forwarded. Seconds add up to at most 45: room for a slower voice. */
const PLANS: Readonly<Record<PieceKind, readonly Plan[]>> = {
  scheme: [
    plan(
      'cover',
      4000,
      ask('kicker', 'किसके लिए है?', 'Who is it for?'),
      ask('headline', 'योजना का नाम', 'Name of the scheme'),
    ),
    plan(
      'figure',
      5000,
      ask('kicker', 'क्या मिलता है?', 'What does one get?'),
      ask('figure', '₹1,000', '₹1,000'),
      ask('body', 'कितने समय पर, कैसे', 'How often, and how'),
    ),
    plan(
      'steps',
      8000,
      ask('headline', 'कौन ले सकता है', 'Who can get it'),
      ask('step', 'पहली शर्त', 'First condition'),
      ask('step', 'दूसरी शर्त', 'Second condition'),
      ask('step', 'तीसरी शर्त', 'Third condition'),
    ),
    plan(
      'steps',
      8000,
      ask('headline', 'कौन से काग़ज़ चाहिए', 'Papers one needs'),
      ask('step', 'पहला काग़ज़', 'First paper'),
      ask('step', 'दूसरा काग़ज़', 'Second paper'),
    ),
    plan(
      'steps',
      8000,
      ask('headline', 'कैसे लें', 'How to apply'),
      ask('step', 'पहले क्या करें', 'What to do first'),
      ask('step', 'फिर क्या करें', 'What to do then'),
    ),
    plan(
      'closing',
      4000,
      ask('headline', 'मदद कहाँ मिलेगी?', 'Where is help?'),
      ask('call', 'कहाँ जाएँ या किसे फ़ोन करें', 'Where to go or whom to call'),
    ),
  ],
  answer: [
    plan(
      'quote',
      5000,
      ask('kicker', 'जो कहा जा रहा है', 'What is being said'),
      ask('quote', 'दावा, जैसा फैला', 'The claim, as it went round'),
    ),
    plan(
      'verdict',
      4000,
      ask('figure', 'ग़लत', 'False'),
      ask('headline', 'एक वाक्य में जवाब', 'The answer in one sentence'),
    ),
    plan(
      'statement',
      8000,
      ask('headline', 'सच क्या है', 'What is true'),
      ask('body', 'दो या तीन वाक्य', 'Two or three sentences'),
    ),
    plan(
      'statement',
      7000,
      ask('headline', 'हमने कैसे जाँचा', 'How we checked'),
      ask('body', 'कहाँ देखा, किससे पूछा', 'Where we looked, whom we asked'),
    ),
    plan(
      'closing',
      4000,
      ask('headline', 'शक हो तो पूछें', 'In doubt? Ask'),
      ask('call', 'कहाँ भेजें', 'Where to send it'),
    ),
  ],
  idea: [
    plan(
      'cover',
      4000,
      ask('kicker', 'किस बारे में', 'What it is about'),
      ask('headline', 'एक वाक्य में विचार', 'The idea in one sentence'),
    ),
    plan(
      'statement',
      7000,
      ask('headline', 'बात क्या है', 'What is the matter'),
      ask('body', 'गाँव या मोहल्ले की एक मिसाल', 'An example from a village or a street'),
    ),
    plan(
      'figure',
      5000,
      ask('kicker', 'कितना', 'How much'),
      ask('figure', '10', '10'),
      ask('body', 'यह संख्या क्या बताती है', 'What this number tells'),
    ),
    plan(
      'quote',
      6000,
      ask('quote', 'जिसने किया, उसके शब्द', 'Words of somebody who did it'),
      ask('name', 'कौन, कहाँ से', 'Who, and from where'),
    ),
    plan(
      'closing',
      4000,
      ask('headline', 'हम क्या कर सकते हैं', 'What we can do'),
      ask('call', 'पहला छोटा काम', 'A small first thing'),
    ),
  ],
  tribute: [
    plan(
      'portrait',
      6000,
      ask('kicker', 'किस अवसर पर', 'On what occasion'),
      ask('name', 'नाम', 'Name'),
      ask('body', 'जन्म और निधन के वर्ष', 'Years of birth and death'),
    ),
    plan(
      'statement',
      7000,
      ask('headline', 'उनका काम', 'What they did'),
      ask('body', 'दो या तीन वाक्य', 'Two or three sentences'),
    ),
    plan(
      'quote',
      7000,
      ask('quote', 'उनके अपने शब्द', 'Their own words'),
      ask('name', 'कब, कहाँ कहे', 'When and where said'),
    ),
    plan(
      'closing',
      4000,
      ask('headline', 'हम क्या याद रखें', 'What we remember'),
      ask('call', 'आज हम क्या करें', 'What to do today'),
    ),
  ],
}

export interface Starter {
  readonly document: SceneDocument
  /** What each empty text asks for, by `scene/block`. */
  readonly hints: Readonly<Record<string, Both>>
}

const SILENT: Narration = { words: '', voice: null, cues: [] }

/** Keys in a row for a list that is made at once. */
function keys(count: number): readonly string[] {
  const result: string[] = []
  for (let at = 0; at < count; at++) result.push(orderBetween(result.at(-1) ?? null, null, `${at + 1}`))
  return result
}

/**
 * A piece to begin with: its scenes and places for words, all still empty, so that nobody publishes a sample text.
 * @example starter('scheme').hints['scene-1/text-2'] // { hi: 'योजना का नाम', en: 'Name of the scheme' }
 */
export function starter(kind: PieceKind): Starter {
  const hints: Record<string, Both> = {}
  const plans = PLANS[kind]
  const sceneKeys = keys(plans.length)
  const scenes = plans.map(({ layout, showMs, blocks: wanted }, at): readonly [string, Scene] => {
    const sceneId = `scene-${at + 1}`
    const blockKeys = keys(wanted.length)
    const blocks = wanted.map(({ role, hint }, index): readonly [string, TextBlock] => {
      const id = `text-${index + 1}`
      hints[`${sceneId}/${id}`] = hint
      return [id, { order: blockKeys[index]!, role, hi: '', en: '', sources: [], cueMs: null }]
    })
    const narration = { hi: SILENT, en: SILENT }
    return [
      sceneId,
      { order: sceneKeys[at]!, layout, showMs, blocks: Object.fromEntries(blocks), media: null, narration },
    ]
  })
  const document: SceneDocument = {
    format: FORMAT,
    kind,
    title: { hi: '', en: '' },
    brand: null,
    scenes: Object.fromEntries(scenes),
    sources: {},
    people: {},
    credits: {},
    scheme: null,
    tribute: kind === 'tribute' ? { day: null, consent: null } : null,
  }
  return { document, hints }
}
