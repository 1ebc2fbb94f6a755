import { plainHeading } from '#engines/columns/index.ts'
import type { AppointedRole } from '../appointment.ts'
import { ranksOf } from '../ranks.ts'

/** How lists call the roles, in both scripts. */
const WORDS: Readonly<Partial<Record<AppointedRole, readonly string[]>>> = {
  volunteer: ['volunteer', 'karyakarta', 'swayamsevak', 'स्वयंसेवक', 'कार्यकर्ता'],
  booth_lead: ['booth lead', 'booth head', 'booth pramukh', 'booth adhyaksh', 'booth president', 'बूथ प्रमुख', 'बूथ अध्यक्ष'], // prettier-ignore
  coordinator: ['coordinator', 'co ordinator', 'convener', 'samanvayak', 'sanyojak', 'समन्वयक', 'संयोजक'],
  trainer: ['trainer', 'prashikshak', 'प्रशिक्षक'],
  creator: ['creator', 'content creator', 'सामग्री निर्माता'],
  reviewer: ['reviewer', 'sameekshak', 'समीक्षक'],
  researcher: ['researcher', 'shodhkarta', 'शोधकर्ता'],
  editor: ['editor', 'sampadak', 'संपादक', 'सम्पादक'],
  auditor: ['auditor', 'लेखा परीक्षक', 'लेखापरीक्षक'],
  admin: ['admin', 'administrator', 'prashasak', 'प्रशासक', 'व्यवस्थापक'],
  mitra: ['mitra', 'yuva mitra', 'युवा मित्र', 'मित्र'],
  field_volunteer: ['field volunteer', 'yuva core', 'युवा कोर'],
  supervisor: ['supervisor', 'paryavekshak', 'पर्यवेक्षक'],
  paymaster: ['paymaster', 'मानदेय अधिकारी'],
  programme_admin: ['programme admin', 'कार्यक्रम प्रशासक'],
}
const BY_WORD = new Map(
  Object.entries(WORDS).flatMap(([role, words]) =>
    [role, ...words].map((word) => [plainHeading(word), role as AppointedRole] as const),
  ),
)

/** Which role each of the organisation's own names stands for (settings); a name that two roles bear stands for none. */
export function rolesByOwnName(
  ranks: Readonly<Record<string, { readonly hi: string; readonly en: string }>>,
): ReadonlyMap<string, AppointedRole | undefined> {
  const found = new Map<string, AppointedRole | undefined>()
  for (const { key, role } of [...ranksOf('organisation'), ...ranksOf('programme')])
    for (const name of Object.values(ranks[key] ?? {})) {
      const plain = plainHeading(name)
      found.set(plain, found.has(plain) && found.get(plain) !== role ? undefined : role)
    }
  return found
}

/**
 * The role that a cell names; undefined when it names none that we know: an office is nothing to guess. The organisation's own names come
 * before the usual words.
 */
export function roleCalled(
  cell: string,
  own?: ReadonlyMap<string, AppointedRole | undefined>,
): AppointedRole | undefined {
  const plain = plainHeading(cell)
  return own?.has(plain) ? own.get(plain) : BY_WORD.get(plain)
}
