/**
 * A lesson block by block: one thing on a small screen, and what is right said at once, without a network. The page marks what is right (`data-ok`);
 * the house grades again when the answers arrive, so nothing here decides anything.
 */

/** @param steps the element that holds the blocks and, in its `data-`, the words */
export function goBlockByBlock(steps: HTMLElement): void {
  const all = [...steps.querySelectorAll<HTMLElement>('[data-step]')]
  if (all.length < 2) return
  const words = steps.dataset
  const bar = document.createElement('div')
  bar.className = 'step-bar'
  const place = document.createElement('p')
  const back = buttonSaying(words.back ?? '')
  const next = buttonSaying(words.next ?? '')
  next.classList.add('onward')
  bar.append(back, place, next)
  steps.after(bar)
  // Back from the house with verdicts: the first question that is not right yet is where she goes on.
  const wrong = all.findIndex((step) => step.querySelector('[data-verdict="wrong"]:not([hidden])'))
  let at = Math.max(0, wrong)

  const show = (mayFocus: boolean): void => {
    for (const [nth, step] of all.entries()) step.hidden = nth !== at
    back.hidden = at === 0
    next.hidden = at === all.length - 1
    next.textContent = (isOpenQuestion(all[at]!) ? words.check : words.next) ?? ''
    place.textContent = (words.place ?? '')
      .replace('{nth}', String(at + 1))
      .replace('{all}', String(all.length))
    if (!mayFocus) return
    const step = all[at]!
    step.tabIndex = -1
    step.focus({ preventScroll: true })
    step.scrollIntoView({ block: 'start' })
  }
  next.addEventListener('click', () => {
    const step = all[at]!
    const isOpen = isOpenQuestion(step)
    if (isOpen) check(step)
    else at++
    // What is said of her answer stands below it, where she looks.
    show(!isOpen)
  })
  back.addEventListener('click', () => {
    at--
    show(true)
  })
  // Another answer is another try.
  steps.addEventListener('change', (event) => {
    const question = (event.target as Element).closest<HTMLElement>('[data-question]')
    if (!question) return
    for (const verdict of question.querySelectorAll<HTMLElement>('[data-verdict]')) verdict.hidden = true
    show(false)
  })
  show(false)
}

function buttonSaying(words: string): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = words
  return button
}

const isQuestion = (step: HTMLElement): boolean => step.dataset.step === 'question'
/** A question that was not checked yet. */
const isOpenQuestion = (step: HTMLElement): boolean =>
  isQuestion(step) && step.querySelector('[data-verdict="why"]:not([hidden])') === null

function check(step: HTMLElement): void {
  const question = step.querySelector<HTMLElement>('[data-question]')
  if (!question) return
  const boxes = [...question.querySelectorAll<HTMLInputElement>('input')]
  const picks = [...question.querySelectorAll<HTMLSelectElement>('select')]
  const isAnswered =
    boxes.some(({ checked }) => checked) || (picks.length > 0 && picks.every(({ value }) => value !== ''))
  const isRight =
    boxes.every(({ checked, dataset }) => checked === (dataset.ok !== undefined)) &&
    picks.every(({ value, dataset }) => value === dataset.ok)
  // Nothing chosen is no wrong answer, and must not give the reason away.
  const isSaid: Readonly<Record<string, boolean>> = {
    none: !isAnswered,
    right: isAnswered && isRight,
    wrong: isAnswered && !isRight,
    why: isAnswered,
  }
  for (const verdict of question.querySelectorAll<HTMLElement>('[data-verdict]'))
    verdict.hidden = !isSaid[verdict.dataset.verdict!]
}
