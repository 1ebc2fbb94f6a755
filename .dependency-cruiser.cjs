const { readFileSync } = process.getBuiltinModule('node:fs')

/**
 * The house's floors (ARCHITECTURE.md). A room may use rooms below it, through their server/index.ts only.
 * A new room is one line in FLOORS.
 */
const FLOORS = [
  ['places'],
  ['elections', 'links'],
  ['people'],
  ['tasks', 'outreach', 'coverage'],
  ['credentials', 'schemes'],
  ['learning', 'events', 'register', 'studio'],
  ['cases', 'factdesk', 'channels'],
  ['campaigns', 'cohorts'],
  ['insight'],
]

const rooms = FLOORS.flat()
const floorRules = FLOORS.flatMap((floor, level) => {
  const notBelow = FLOORS.slice(level).flat()
  return floor.map((room) => ({
    name: `floor-${room}`,
    severity: 'error',
    comment: `${room} may only use rooms on lower floors`,
    from: { path: `^src/modules/${room}/` },
    to: { path: `^src/modules/(${notBelow.filter((other) => other !== room).join('|') || 'none'})/` },
  }))
})

/** The rooms and doors that an edition lists, read from its file so that this rule never lags behind it. */
const listed = (edition, what) =>
  [
    ...readFileSync(`${__dirname}/src/editions/${edition}.ts`, 'utf8').matchAll(
      new RegExp(`${what}: \\[([^\\]]*)\\]`, 'g'),
    ),
  ].flatMap(([, list]) => [...list.matchAll(/'([^']+)'/g)].map(([, name]) => name))

/** The wall: what only one edition has never imports what only the other has (cli/doctor/wall/imports.ts follows it over many steps). */
const wallRule = (from, to) => {
  const only = (one, other, what) => listed(one, what).filter((name) => !listed(other, what).includes(name))
  const ground = (one, other) => {
    const rooms = only(one, other, 'rooms').map((room) => `src/modules/${room}/`)
    const doors = only(one, other, 'doors').map((door) => `src/routes${door.replaceAll(/[()]/g, '\\$&')}/`)
    return `^(${[...rooms, ...doors].join('|')})`
  }
  return {
    name: `wall-${from}-${to}`,
    severity: 'error',
    comment: `what only ${from} has never uses what only ${to} has`,
    from: { path: ground(from, to) },
    to: { path: ground(to, from) },
  }
}

module.exports = {
  forbidden: [
    ...floorRules,
    wallRule('organisation', 'programme'),
    wallRule('programme', 'organisation'),
    {
      name: 'known-rooms',
      severity: 'error',
      from: { path: '^src/modules/' },
      to: { path: '^src/modules/', pathNot: `^src/modules/(${rooms.join('|')})/` },
    },
    { name: 'no-cycles', severity: 'error', from: { path: '^(src|cli)/' }, to: { circular: true } },
    {
      name: 'front-doors-only',
      severity: 'error',
      comment: "another room's inside is closed: import its server/index.ts",
      from: { path: '^src/modules/([^/]+)/' },
      to: {
        path: '^src/modules/([^/]+)/',
        pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/server/index\\.ts$'],
      },
    },
    {
      name: 'house-uses-front-doors',
      severity: 'error',
      comment: 'editions, hooks, the worker, the demo and the command line come in by the front door',
      from: { path: '^(src/(hooks|editions|worker|demo)|cli/)', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/modules/[^/]+/server/', pathNot: '^src/modules/[^/]+/server/index\\.ts$' },
    },
    {
      name: 'doors-call-verbs',
      severity: 'error',
      comment:
        "a route calls a room's verbs by their files (decision 0012); stores and policies stay closed, and .ci/checkFrontDoors.mjs what takes no Context",
      from: { path: '^src/routes/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/modules/[^/]+/server/.*(Store|[pP]olicy|\\.test)\\.ts$',
      },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/domain/', pathNot: '\\.test\\.ts$' },
      // isbot is one pattern over a browser's name.
      to: { pathNot: ['^src/modules/$1/domain/', '^src/engines/', 'node_modules/(zod|isbot)/'] },
    },
    {
      name: 'engines-are-pure',
      severity: 'error',
      // ts-fsrs is arithmetic alone: dates in, dates out.
      from: { path: '^src/engines/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^src/engines/$1/', 'node_modules/(zod|ts-fsrs)/'] },
    },
    {
      name: 'ui-never-server',
      severity: 'error',
      from: { path: '^src/(modules/[^/]+/ui|design)/' },
      to: { path: '/server/|^src/platform/(?!i18n)' },
    },
    {
      name: 'design-has-no-business',
      severity: 'error',
      from: { path: '^src/design/' },
      to: { path: '^src/modules/' },
    },
    {
      name: 'the-phone-stands-alone',
      severity: 'error',
      comment:
        'what runs on a phone takes nothing of the house along; the house may read what both say to each other',
      from: { path: '^src/offline/[^/]+\\.ts$', pathNot: '(\\.test|phoneBundles)\\.ts$' },
      to: { pathNot: '^src/offline/[^/]+\\.ts$' },
    },
    {
      name: 'platform-below-rooms',
      severity: 'error',
      from: { path: '^src/(platform|engines)/' },
      to: { path: '^src/(modules|editions|routes|demo)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^src/paraglide/', '^\\.svelte-kit/', '^build/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
