/**
 * What a reader folded open or shut before JavaScript arrived stays as she left it: Svelte, when it takes over a page, gives every `<details open={…}>` the state
 * that the server sent. Called while the page is being taken over. @returns puts all back, called when that is done
 */
export function keepFolds(page: ParentNode): () => void {
  const left = Array.from(page.querySelectorAll('details'), (fold) => ({ fold, open: fold.open }))
  return () => {
    for (const { fold, open } of left) fold.open = open
  }
}
