import {
  PLAIN_KIT,
  starter,
  type BrandKit,
  type Media,
  type PieceKind,
  type Scene,
  type SceneDocument,
  type TextBlock,
} from '#engines/scenes/index.ts'

/** A made-up organisation's look. */
export const SAMPLE_KIT: BrandKit = {
  ...PLAIN_KIT,
  name: { hi: 'नमूना संगठन', en: 'Sample organisation' },
  entity: { hi: 'नमूना संगठन, जयपुर', en: 'Sample organisation, Jaipur' },
}

type Words = readonly (readonly [hi: string, en: string])[]
/** Words for every place of the four templates, made up; figures are no real scheme's. */
const WORDS: Readonly<Record<PieceKind, readonly Words[]>> = {
  scheme: [
    [
      ['अकेली महिलाओं के लिए', 'For single women'],
      ['हर महीने पेंशन, सीधे बैंक खाते में', 'A pension every month, straight to the bank account'],
    ],
    [
      ['क्या मिलता है?', 'What does one get?'],
      ['₹1,150', '₹1,150'],
      [
        'हर महीने की पहली तारीख़ को, जन-आधार से जुड़े खाते में',
        'On the first of each month, to the account linked with Jan Aadhaar',
      ],
    ],
    [
      ['कौन ले सकता है', 'Who can get it'],
      ['18 वर्ष या उससे बड़ी विधवा या परित्यक्ता', 'A widow or deserted woman of 18 or older'],
      ['परिवार की सालाना आय ₹48,000 तक', 'Family income up to ₹48,000 a year'],
      ['राजस्थान की निवासी', 'A resident of Rajasthan'],
    ],
    [
      ['कौन से काग़ज़ चाहिए', 'Papers one needs'],
      ['जन-आधार कार्ड और बैंक पासबुक', 'Jan Aadhaar card and bank passbook'],
      ['पति का मृत्यु प्रमाण-पत्र', 'The husband’s death certificate'],
    ],
    [
      ['कैसे लें', 'How to apply'],
      ['ई-मित्र या पंचायत समिति में आवेदन करें', 'Apply at an e-Mitra or the panchayat samiti'],
      ['रसीद सँभालकर रखें, 30 दिन में जवाब आता है', 'Keep the receipt; the answer comes within 30 days'],
    ],
    [
      ['मदद कहाँ मिलेगी?', 'Where is help?'],
      ['अपने बूथ के कार्यकर्ता से पूछें', 'Ask the volunteer of your booth'],
    ],
  ],
  answer: [
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
        'विभाग के 3 नवंबर के आदेश में ऐसी कोई बात नहीं है। ई-केवाईसी की तारीख़ बढ़ाई गई है।',
        'The department’s order of 3 November says nothing of the kind. The date for e-KYC was extended.',
      ],
    ],
    [
      ['हमने कैसे जाँचा', 'How we checked'],
      [
        'विभाग की वेबसाइट पर आदेश पढ़ा और ज़िला रसद अधिकारी के दफ़्तर में पूछा।',
        'We read the order on the department’s site and asked at the district supply office.',
      ],
    ],
    [
      ['शक हो तो पूछें', 'In doubt? Ask'],
      ['जो संदेश मिला, उसे हमें भेजें', 'Send us the message you got'],
    ],
  ],
  idea: [
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
      ['एक नमूना ग्रामवासी, टोंक', 'A sample villager, Tonk'],
    ],
    [
      ['हम क्या कर सकते हैं', 'What we can do'],
      ['इस रविवार अपनी बावड़ी देखने चलें', 'Go and look at your stepwell this Sunday'],
    ],
  ],
  tribute: [
    [
      ['पुण्यतिथि पर स्मरण', 'In remembrance'],
      ['श्री नमूनाराम विद्यार्थी', 'Shri Namunaram Vidyarthi'],
      ['1921 – 1998', '1921 – 1998'],
    ],
    [
      ['उनका काम', 'What they did'],
      [
        'उन्होंने अपने गाँव में पहली पाठशाला खोली और चालीस वर्ष तक बच्चों को पढ़ाया।',
        'They opened the first school of their village and taught children for forty years.',
      ],
    ],
    [
      ['जो एक बच्चे को पढ़ाता है, वह पूरे घर को रोशनी देता है।', 'Whoever teaches one child lights a whole home.'],
      ['1964, विद्यालय के उत्सव में', '1964, at the school’s feast'],
    ],
    [
      ['हम क्या याद रखें', 'What we remember'],
      ['आज किसी एक बच्चे को पढ़कर सुनाएँ', 'Read to one child today'],
    ],
  ],
}

/** A whole piece of a kind: every text in both languages, a source behind each body. */
export function samplePiece(kind: PieceKind = 'scheme'): SceneDocument {
  const { document } = starter(kind)
  const scenes = Object.entries(document.scenes).map(([id, scene], at): readonly [string, Scene] => {
    const blocks = Object.entries(scene.blocks).map(
      ([blockId, block], index): readonly [string, TextBlock] => {
        const [hi, en] = WORDS[kind][at]![index]!
        const sources = ['body', 'step', 'figure'].includes(block.role) ? ['order'] : []
        return [blockId, { ...block, hi, en, sources }]
      },
    )
    const said = (language: 0 | 1) => ({
      words: WORDS[kind]
        [at]!.map((both) =>
          /[.।?]$/.test(both[language]) ? both[language] : `${both[language]}${language === 0 ? '।' : '.'}`,
        )
        .join(' '),
      voice: null,
      cues: [],
    })
    return [id, { ...scene, blocks: Object.fromEntries(blocks), narration: { hi: said(0), en: said(1) } }]
  })
  const source = {
    title: 'विभाग का आदेश 12/2026',
    address: 'https://department.example/orders/12',
    seenOn: '2026-11-20',
    capture: null,
  }
  const [, firstWords] = WORDS[kind][0]!
  const [hi, en] = firstWords ?? WORDS[kind][0]![0]!
  return {
    ...document,
    title: { hi, en },
    scenes: Object.fromEntries(scenes),
    sources: { order: source },
    scheme: kind === 'scheme' ? { key: 'sample-pension', version: 1, readOn: '2026-11-20' } : null,
    tribute: kind === 'tribute' ? { day: '03-14', consent: '0197a000-0000-7000-8000-000000000002' } : null,
  }
}

/** A photo with everything told about it. */
export const sampleMedia = (fields: Partial<Media> = {}): Media => ({
  kind: 'picture',
  file: 'a'.repeat(64),
  alt: { hi: 'पहाड़ों के पीछे उगता सूरज', en: 'The sun rising behind hills' },
  focus: { x: 500, y: 500 },
  part: null,
  depicts: [],
  credit: null,
  synthetic: { kind: 'none' },
  ...fields,
})

/** The same in every scene. */
export const withMedia = (document: SceneDocument, media: Media): SceneDocument => ({
  ...document,
  scenes: Object.fromEntries(Object.entries(document.scenes).map(([id, scene]) => [id, { ...scene, media }])),
})
