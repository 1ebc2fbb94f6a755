import { Option } from 'commander'

/** For the embedded database of `npm start`, where both editions live; a configured database is named by KARYAKARTA_EDITION. */
export const editionOption = (): Option =>
  new Option('--edition <name>', 'which edition of the embedded database').choices([
    'organisation',
    'programme',
  ])
