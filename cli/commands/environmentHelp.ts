/** What every command that works on a configured database takes from the environment. */
export const DATABASE_HELP = `
What it takes from the environment:
  KARYAKARTA_EDITION        organisation or programme
  DATABASE_URL              the organisation's database, as its serving role
  PROGRAMME_DATABASE_URL    the programme's database, as its serving role
  KARYAKARTA_KEYS           folder of this edition's keys
  KARYAKARTA_FILES          folder of this edition's files (unless S3_BUCKET is set)
  LOG_LEVEL                 fatal, error, warn, info, debug or silent (info)`
