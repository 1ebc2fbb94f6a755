/** Our own icons: strokes on a 24 × 24 grid, drawn by Icon.svelte. Each stands beside a word, never instead of one. */
const ROUND = 'M12 21a9 9 0 1 0 0-18a9 9 0 0 0 0 18z'

export const icons = {
  home: 'M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6',
  booth: 'M7 12H4v8h16v-8h-3M7 12V4h10v8M7 12h10M10 8l1.5 1.5 3-3',
  camera: 'M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 10.2a3.1 3.1 0 1 0 0 6.2 3.1 3.1 0 0 0 0-6.2',
  card: 'M3 6h18v12H3zM9 11.5a1.5 1.5 0 1 0 0-3a1.5 1.5 0 0 0 0 3zM6.5 15.5c.3-1.5 1-2 2.5-2s2.2.5 2.5 2M15 10h3M15 14h3',
  people:
    'M9 11a3 3 0 1 0 0-6a3 3 0 0 0 0 6zM3 20c0-4 2.5-6 6-6s6 2 6 6M16 5.2a3 3 0 0 1 0 5.6M17.5 14.3c2.3.7 3.5 2.7 3.5 5.7',
  phone:
    'M6 3h4l1.5 5-2.5 1.5a12 12 0 0 0 5.5 5.5l1.5-2.5 5 1.5v4a2 2 0 0 1-2 2A15 15 0 0 1 4 5a2 2 0 0 1 2-2z',
  message: 'M4 5h16v11H9l-5 4z',
  share: 'M12 15V4M8 7.5l4-4 4 4M7 11H5v9h14v-9h-2',
  print: 'M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z',
  download: 'M12 4v11M8 11.5l4 4 4-4M5 20h14',
  check: 'M5 12.5l4.5 4.5L19 7',
  warning: 'M12 4L2.5 20h19zM12 10v4.5M12 17.2v.1',
  error: `${ROUND}M12 7v6M12 16.5v.1`,
  info: `${ROUND}M12 11v5.5M12 7.5v.1`,
  clock: `${ROUND}M12 7v5l3.5 2`,
  back: 'M11 5l-7 7 7 7M4 12h16',
  next: 'M9 5l7 7-7 7',
  up: 'M12 19V5M6.5 10.5L12 5l5.5 5.5',
  down: 'M12 5v14M6.5 13.5L12 19l5.5-5.5',
  move: 'M12 4v16M8.5 7.5L12 4l3.5 3.5M8.5 16.5L12 20l3.5-3.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13a6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21',
  map: 'M9 4L3 6.5V20l6-2.5 6 2.5 6-2.5V4l-6 2.5zM9 4v13.5M15 6.5V20',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9',
  globe: `${ROUND}M3 12h18M12 3c2.5 2.5 3.5 5.5 3.5 9s-1 6.5-3.5 9c-2.5-2.5-3.5-5.5-3.5-9s1-6.5 3.5-9z`,
  pin: 'M12 21c-4.5-5-7-8.5-7-11.5a7 7 0 0 1 14 0c0 3-2.5 6.5-7 11.5zM12 12a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5z',
  book: 'M12 6C10 4.5 7 4 4 4v14c3 0 6 .5 8 2 2-1.5 5-2 8-2V4c-3 0-6 .5-8 2zM12 6v14',
  calendar: 'M4 6h16v14H4zM4 11h16M8 3.5v4M16 3.5v4',
  filter: 'M4 6h16M7 12h10M10 18h4',
  attach:
    'M20 11.5l-8.5 8.5a5 5 0 0 1-7-7L13 4.5a3.3 3.3 0 0 1 4.7 4.7l-8.2 8.2a1.6 1.6 0 0 1-2.3-2.3l7.6-7.6',
  signOut: 'M14 4H5v16h9M10 12h11M17.5 8.5L21 12l-3.5 3.5',
} as const

export type IconName = keyof typeof icons
