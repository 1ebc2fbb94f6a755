/** The join form's id: the language switch sends what was typed along with it. */
export const JOIN_FORM = 'join-form'
