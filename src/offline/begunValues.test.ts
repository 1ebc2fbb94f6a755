import { expect, it } from 'vitest'
import { fillIn, heldIn, type Control } from './begunValues.ts'

const text = (name: string, value = ''): Control => ({ name, type: 'text', value, defaultValue: '', checked: false, defaultChecked: false }) // prettier-ignore
const box = (name: string, value: string, type = 'checkbox'): Control => ({ ...text(name, value), type, defaultValue: value }) // prettier-ignore
const ticked = (control: Control): Control => ({ ...control, checked: true })
const isTicked = ({ checked }: Control) => checked

it('several boxes of one name come back each as it was', () => {
  const kept = heldIn([
    ticked(box('day', 'sat')),
    box('day', 'sun'),
    ticked(box('day', 'mon')),
    text('words', 'नल'),
  ])
  const fresh = [box('day', 'sat'), box('day', 'sun'), box('day', 'mon'), text('words')]
  fillIn(fresh, kept)
  expect(fresh.map(isTicked)).toEqual([true, false, true, false])
  expect(fresh[3]!.value).toBe('नल')
})

it('what was ticked, chosen or typed before the draft came stays, and what she had unticked is unticked again', () => {
  const kept = heldIn([box('agree', 'yes'), ticked(box('way', 'a', 'radio')), box('way', 'b', 'radio'), text('words', 'पहले')]) // prettier-ignore
  const meanwhile = [ticked(box('agree', 'yes')), box('way', 'a', 'radio'), ticked(box('way', 'b', 'radio')), text('words', 'अब')] // prettier-ignore
  fillIn(meanwhile, kept)
  expect(meanwhile.map(isTicked)).toEqual([true, false, true, false])
  expect(meanwhile[3]!.value).toBe('अब')
  const untouched = [{ ...ticked(box('agree', 'yes')), defaultChecked: true }, box('way', 'a', 'radio'), box('way', 'b', 'radio')] // prettier-ignore
  fillIn(untouched, kept)
  expect(untouched.map(isTicked)).toEqual([false, true, false])
})
