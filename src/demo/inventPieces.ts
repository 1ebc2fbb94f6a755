import {
  starter,
  type PieceKind,
  type Scene,
  type SceneDocument,
  type TextBlock,
} from '#engines/scenes/index.ts'

type Words = readonly (readonly [hi: string, en: string])[]

/** Words for templates, made up: no real department, village or person. */
const IDEA: readonly Words[] = [
  [
    ['गाँव का पानी', 'Water of the village'],
    ['बावड़ी फिर से जी सकती है', 'The stepwell can live again'],
  ],
  [
    ['बात क्या है', 'What is the matter'],
    [
      'पिछले साल पच्चीस घरों ने मिलकर पुरानी बावड़ी की गाद निकाली। इस गर्मी में उसमें पानी रहा।',
      'Last year twenty-five households cleared the old stepwell. It held water through this summer.',
    ],
  ],
  [
    ['कितना', 'How much'],
    ['25 घर', '25 homes'],
    ['और हर घर से दो दिन की मेहनत', 'and two days’ work from each'],
  ],
  [
    ['पानी सबका है, तो मेहनत भी सबकी है।', 'The water is everyone’s, so the work is everyone’s.'],
    ['एक नमूना ग्रामवासी', 'A sample villager'],
  ],
  [
    ['हम क्या कर सकते हैं', 'What we can do'],
    ['इस रविवार अपनी बावड़ी देखने चलें', 'Go and look at your stepwell this Sunday'],
  ],
]
const ANSWER: readonly Words[] = [
  [
    ['जो कहा जा रहा है', 'What is being said'],
    [
      'अगले महीने से राशन बंद हो जाएगा, सबको नया फ़ॉर्म भरना पड़ेगा।',
      'Rations stop next month, everybody must fill in a new form.',
    ],
  ],
  [
    ['ग़लत', 'False'],
    ['राशन बंद नहीं हो रहा है', 'Rations are not being stopped'],
  ],
  [
    ['सच क्या है', 'What is true'],
    [
      'नमूना विभाग के 3 नवंबर के आदेश में ऐसी कोई बात नहीं है। तारीख़ बढ़ाई गई है।',
      'The sample department’s order of 3 November says nothing of the kind. The date was extended.',
    ],
  ],
  [
    ['हमने कैसे जाँचा', 'How we checked'],
    ['वेबसाइट पर आदेश पढ़ा और दफ़्तर में पूछा।', 'We read the order on the website and asked at the office.'],
  ],
  [
    ['शक हो तो पूछें', 'In doubt? Ask'],
    ['जो संदेश मिला, उसे हमें भेजें', 'Send us the message you got'],
  ],
]
/** Half filled: what the gate says of a draft is to be seen. */
const SCHEME: readonly Words[] = [
  [
    ['नमूना: अकेली महिलाओं के लिए', 'Sample: for single women'],
    ['हर महीने पेंशन, सीधे खाते में', 'A pension every month, straight to the account'],
  ],
  [
    ['क्या मिलता है?', 'What does one get?'],
    ['₹1,000', '₹1,000'],
    ['हर महीने की पहली तारीख़ को', 'On the first of each month'],
  ],
]
const STATED = new Set(['body', 'step', 'figure'])
const SOURCE = {
  title: 'नमूना आदेश 12/2026',
  titleEn: 'Sample order 12/2026',
  address: 'https://department.example/orders/12',
  seenOn: '2026-11-20',
  capture: null,
}

function fill(kind: PieceKind, words: readonly Words[], [hi, en]: Words[number]): SceneDocument {
  const { document } = starter(kind)
  const scenes = Object.entries(document.scenes).map(([id, scene], at): readonly [string, Scene] => {
    const blocks = Object.entries(scene.blocks).map(([name, block], index): readonly [string, TextBlock] => {
      const [first = '', second = ''] = words[at]?.[index] ?? []
      return [
        name,
        { ...block, hi: first, en: second, sources: first !== '' && STATED.has(block.role) ? ['order'] : [] },
      ]
    })
    return [id, { ...scene, blocks: Object.fromEntries(blocks) }]
  })
  return { ...document, title: { hi, en }, scenes: Object.fromEntries(scenes), sources: { order: SOURCE } }
}

/** What the made-up creator has made: approved, waiting to be read, and half done. */
export const inventPieces = () =>
  [
    {
      key: 'idea',
      document: fill('idea', IDEA, ['बावड़ी फिर से जी सकती है', 'The stepwell can live again']),
      state: 'approved',
      daysAgo: 6,
    },
    {
      key: 'answer',
      document: fill('answer', ANSWER, ['राशन बंद नहीं हो रहा है', 'Rations are not being stopped']),
      state: 'in_review',
      daysAgo: 1,
    },
    {
      key: 'scheme',
      document: fill('scheme', SCHEME, ['नमूना पेंशन', 'A sample pension']),
      state: 'draft',
      daysAgo: 0,
    },
  ] as const
