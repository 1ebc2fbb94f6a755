/** What the numbering needs to know of a node. */
export type TreeNode = { readonly id: string; readonly parentId: string | null }
export type Numbered<Node> = Node & { readonly lft: number; readonly rgt: number; readonly depth: number }

/**
 * Numbers a tree as nested sets: a walk from the root gives each node `lft` on the way down and `rgt` on the way up, so
 * "within" is an integer comparison. Dense from 1 to 2n; children keep the order in which they come.
 * @returns the nodes in walking order (parents before children)
 * @throws RangeError when there is not exactly one root, a parent is missing, an id comes twice, or nodes form a ring
 */
export function numberTree<Node extends TreeNode>(nodes: readonly Node[]): Numbered<Node>[] {
  const children = new Map<string, Node[]>()
  const roots: Node[] = []
  const known = new Set(nodes.map((node) => node.id))
  if (known.size !== nodes.length) throw new RangeError('an id comes twice')
  for (const node of nodes) {
    if (node.parentId === null) roots.push(node)
    else if (!known.has(node.parentId)) throw new RangeError(`parent ${node.parentId} is missing`)
    else {
      const siblings = children.get(node.parentId)
      if (siblings) siblings.push(node)
      else children.set(node.parentId, [node])
    }
  }
  const [root, ...others] = roots
  if (!root || others.length > 0) throw new RangeError(`a tree has one root, this has ${roots.length}`)
  return walk(root, children, nodes.length)
}

/** Without recursion: an imported tree may be deeper than the call stack. */
function walk<Node extends TreeNode>(
  root: Node,
  children: ReadonlyMap<string, Node[]>,
  expected: number,
): Numbered<Node>[] {
  type Open = Node & { lft: number; rgt: number; depth: number }
  const numbered: Open[] = []
  let next = 1
  const open: { place: Open; waiting: readonly Node[]; at: number }[] = []
  const enter = (node: Node): void => {
    const place = { ...node, lft: next++, rgt: 0, depth: open.length }
    numbered.push(place)
    open.push({ place, waiting: children.get(node.id) ?? [], at: 0 })
  }
  enter(root)
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const child = top.waiting[top.at++]
    if (child) enter(child)
    else {
      top.place.rgt = next++
      open.pop()
    }
  }
  if (numbered.length !== expected) throw new RangeError('some nodes form a ring apart from the root')
  return numbered
}
