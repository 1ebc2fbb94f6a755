import { demoId } from './demoId.ts'
import { personaGround, type Ground, type Spot } from './ground.ts'
import { WOMENS_WING, type InventedPerson } from './inventedPerson.ts'
import { ORGANISATION_PERSONAS, PERSONAS } from './personas.ts'

export interface InventedTask {
  readonly id: string
  readonly place: Spot
  readonly wing: number | null
  readonly titleHi: string
  readonly titleEn: string
  readonly wordsHi: string
  readonly wordsEn: string
  readonly proof: 'words' | 'count' | 'booth'
  readonly unit: string | null
  readonly givenBy: string
  /** Days before now. */
  readonly givenDaysAgo: number
  /** Days after now; negative: past. */
  readonly dueInDays: number
}
export interface InventedReport {
  readonly id: string
  readonly taskId: string
  readonly person: InventedPerson
  readonly state: 'sent' | 'confirmed' | 'sent_back'
  readonly told: string
  readonly spot: string
  readonly counted: number | null
  readonly daysAgo: number
  readonly answeredBy: string | null
  readonly answer: string | null
}
export interface InventedQuestion {
  readonly id: string
  readonly place: Spot
  readonly reports: readonly InventedReport[]
}
/** What the made-up organisation does: tasks, what came of them, and who is active by it. */
export interface InventedWork {
  readonly people: readonly InventedPerson[]
  readonly tasks: readonly InventedTask[]
  readonly reports: readonly InventedReport[]
  readonly question: InventedQuestion
}

const { constituencyCoordinator, districtCoordinator, womensCoordinator } = ORGANISATION_PERSONAS
const MOST_REPORTERS = 26
/** The last so many did something once and not lately. */
const LAPSED = 3
const PERSONA_IDS = new Set(PERSONAS.map(({ personId }) => personId))
const SPOTS = ['स्कूल के पीछे की गली', 'हैंडपंप के पास', 'मुख्य सड़क', 'पुराना बाज़ार', 'पार्क के सामने'] as const
const pick = <T>(list: readonly T[], number: number): T => list[number % list.length]!

/** A few tasks in the personas' district, with the reports of some volunteers of their constituency. */
export function inventWork(ground: Ground, people: readonly InventedPerson[]): InventedWork {
  const { district, constituency } = personaGround(ground)
  const homes = task('homes', constituency, {
    titleHi: 'अपने बूथ के बीस घरों से मिलें',
    titleEn: 'Meet twenty homes of your booth',
    wordsHi: 'बीस घरों में जाकर नमस्ते करें, पूछें कि गली में क्या कमी है, और कितने घर मिले, यह लिखें।',
    wordsEn: 'Call at twenty homes, ask what the lane lacks, and write how many you met.',
    proof: 'count',
    unit: 'घर',
    givenBy: constituencyCoordinator.personId,
    givenDaysAgo: 20,
    dueInDays: 10,
  })
  const booth = task('booth', district, {
    titleHi: 'बूथ देखकर आएँ: पानी, छाया, रास्ता',
    titleEn: 'See to the booth: water, shade, the way in',
    wordsHi: 'बूथ पर जाकर देखें कि पीने का पानी, छाया और पहियाकुर्सी का रास्ता है या नहीं। जो कमी हो, लिखें।',
    wordsEn:
      'Go to the booth and see whether there is drinking water, shade and a way for a wheelchair. Write what is missing.',
    proof: 'booth',
    givenBy: districtCoordinator.personId,
    givenDaysAgo: 12,
    dueInDays: 5,
  })
  const circle = task('circle', district, {
    wing: WOMENS_WING,
    titleHi: 'मोहल्ले की महिलाओं के साथ बैठक',
    titleEn: 'A meeting with the women of the neighbourhood',
    wordsHi: 'आठ-दस महिलाओं के साथ बैठें, और लिखें कि उन्होंने किन बातों को ज़रूरी बताया।',
    wordsEn: 'Sit with eight or ten women and write what they called important.',
    proof: 'words',
    givenBy: womensCoordinator.personId,
    givenDaysAgo: 8,
    dueInDays: 14,
  })
  const old = task('old', constituency, {
    titleHi: 'बूथ की सफ़ाई',
    titleEn: 'Clean the booth’s yard',
    wordsHi: 'पड़ोस के लोगों के साथ बूथ का आँगन साफ़ करें।',
    wordsEn: 'Clean the yard of the booth with the neighbours.',
    proof: 'words',
    givenBy: constituencyCoordinator.personId,
    givenDaysAgo: 60,
    dueInDays: -40,
  })
  const booths = new Set(constituency.booths.map(({ id }) => id))
  const reporters = people
    .filter(({ id, state, place }) => state === 'vouched' && booths.has(place.id) && !PERSONA_IDS.has(id))
    .slice(0, MOST_REPORTERS)
  const reports = reporters.map((person, number): InventedReport => {
    const isLapsed = number >= reporters.length - LAPSED
    const state = isLapsed || number % 3 !== 2 ? 'confirmed' : number % 12 === 5 ? 'sent_back' : 'sent'
    const of = isLapsed ? old : number % 2 === 0 ? homes : booth
    return {
      id: demoId(`report/${person.id}`),
      taskId: of.id,
      person,
      state,
      told: told(of, number >> 1),
      spot: pick(SPOTS, number),
      counted: of === homes ? 14 + (number % 9) : null,
      daysAgo: isLapsed ? 45 : 1 + (number % 9),
      answeredBy: state === 'sent' ? null : constituencyCoordinator.personId,
      answer: state === 'sent_back' ? 'यह भी लिखें कि पानी कहाँ नहीं मिला।' : null,
    }
  })
  const doers = new Map(
    reports.flatMap(({ person, state, taskId }) =>
      state === 'confirmed'
        ? [[person.id, taskId === old.id ? ('lapsed' as const) : ('active' as const)]]
        : [],
    ),
  )
  return {
    people: people.map((person) => ({ ...person, state: doers.get(person.id) ?? person.state })),
    tasks: [homes, booth, circle, old],
    reports,
    question: {
      id: demoId('question/one-device'),
      place: constituency,
      reports: reports.filter(({ daysAgo }) => daysAgo <= 7).slice(0, 5),
    },
  }
}

const task = (
  name: string,
  place: Spot,
  said: Omit<InventedTask, 'id' | 'place' | 'wing' | 'unit'> & Partial<Pick<InventedTask, 'wing' | 'unit'>>,
): InventedTask => ({ id: demoId(`task/${name}`), place, wing: null, unit: null, ...said })

const told = ({ proof }: InventedTask, number: number): string =>
  pick(
    proof === 'count'
      ? [
          'ज़्यादातर घरों में लोग मिले। नाली की बात सबने कही।',
          'शाम को गया, तब सब घर पर थे।',
          'दो घर बंद थे, कल फिर जाऊँगी।',
        ]
      : proof === 'booth'
        ? ['पानी है, छाया नहीं है।', 'रास्ता ठीक है, पहियाकुर्सी चढ़ नहीं पाएगी।', 'पानी की टंकी खाली मिली।']
        : ['पड़ोस के आठ लोग आए और आँगन साफ़ हुआ।'],
    number,
  )
