/** A stretch of text that one font draws. */
export interface ScriptRun {
  readonly text: string
  readonly script: 'devanagari' | 'latin'
}

/** With the dandas, which several scripts share. */
const DEVANAGARI = /\p{Script_Extensions=Devanagari}/u
/** What the Devanagari font draws besides its own letters, and what shapes a conjunct: goes with what it stands beside. */
const BESIDE_EITHER = /[\s\d.,:;!?'"()\-–—“”‘’/₹\u200c\u200d]/u

/**
 * Parts a line by script, since no font has both and a shaper sees one font at a time. What belongs to no script (spaces, digits, full stops, joiners) goes with
 * what came before it, at the beginning with what comes: a joiner that changed its run would break its conjunct. Signs that the Devanagari font has
 * not are Latin.
 * @example scriptRuns('WhatsApp पर') // [{ text: 'WhatsApp ', script: 'latin' }, { text: 'पर', script: 'devanagari' }]
 */
export function scriptRuns(line: string): readonly ScriptRun[] {
  const runs: { text: string; script: ScriptRun['script'] | undefined }[] = []
  for (const letter of line) {
    const script = DEVANAGARI.test(letter) ? 'devanagari' : BESIDE_EITHER.test(letter) ? undefined : 'latin'
    const last = runs.at(-1)
    if (!last) runs.push({ text: letter, script })
    else if (script === undefined || last.script === script) last.text += letter
    else if (last.script === undefined) {
      last.text += letter
      last.script = script
    } else runs.push({ text: letter, script })
  }
  return runs.map(({ text, script }) => ({ text, script: script ?? 'latin' }))
}
