/** A person's name as somebody typed it, and its spelling in either script; one of the two is the typed one. */
export interface NameInScripts {
  readonly name: string
  readonly nameLatin: string
  readonly nameDevanagari: string
}
