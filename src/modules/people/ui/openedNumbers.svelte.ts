import { untrack } from 'svelte'

interface Revealed {
  readonly revealed?: { readonly personId: string; readonly phone: string }
}

/**
 * Numbers that were opened stay open while the page does: another form of it that is answered, or refused, hides none of them. What was noted
 * once is not opened, and noted, a second time.
 * @param answer what the page's last form answered
 * @returns the open number of a person, E.164
 */
export function openedNumbers(answer: () => unknown): (personId: string) => string | undefined {
  const revealed = () => (answer() as Revealed | null | undefined)?.revealed
  let opened = $state.raw<Readonly<Record<string, string>>>({})
  $effect.pre(() => {
    const one = revealed()
    if (one) untrack(() => (opened = { ...opened, [one.personId]: one.phone }))
  })
  return (personId) => {
    const one = revealed()
    return one?.personId === personId ? one.phone : opened[personId]
  }
}
