/** As the database and date fields write it. */
export { indianDay } from '#engines/indiantime/index.ts'
