/** The learning room's front door: what other rooms, the editions and the command line may call. Doors call verbs by their files. */
export { learningReactions } from './reactions.ts'
export { loadCourses } from './loadCourses.ts'
export { answerLesson } from './answerLesson.ts'
