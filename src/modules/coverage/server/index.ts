/** The coverage room's front door: no room above calls it yet. It has no tables: it reads what places and people publish. */
export {}
