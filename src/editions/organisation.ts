import { CHANNEL_EVENTS } from '#modules/channels/domain/publishedEvents.ts'
import { channelJobs, channelReactions } from '#modules/channels/server/index.ts'
import { CAMPAIGN_EVENTS } from '#modules/campaigns/domain/publishedEvents.ts'
import { campaignJobs, campaignReactions } from '#modules/campaigns/server/index.ts'
import { CREDENTIAL_EVENTS } from '#modules/credentials/domain/publishedEvents.ts'
import { ELECTION_EVENTS } from '#modules/elections/domain/publishedEvents.ts'
import { electionRules } from '#modules/elections/server/index.ts'
import { CAMP_EVENTS } from '#modules/events/domain/publishedEvents.ts'
import { LEARNING_EVENTS } from '#modules/learning/domain/publishedEvents.ts'
import { credentialReactions } from '#modules/credentials/server/index.ts'
import { linkJobs, linkReactions, shortLinks } from '#modules/links/server/index.ts'
import { learningReactions } from '#modules/learning/server/index.ts'
import { eventJobs, eventReactions } from '#modules/events/server/index.ts'
import { outreachJobs, outreachReactions, outreachRules } from '#modules/outreach/server/index.ts'
import { OUTREACH_EVENTS } from '#modules/outreach/domain/publishedEvents.ts'
import { PEOPLE_EVENTS } from '#modules/people/domain/publishedEvents.ts'
import { peopleWork } from '#modules/people/server/index.ts'
import { PLACE_EVENTS } from '#modules/places/domain/publishedEvents.ts'
import { STUDIO_EVENTS } from '#modules/studio/domain/publishedEvents.ts'
import { TASK_EVENTS } from '#modules/tasks/domain/publishedEvents.ts'
import { studioReactions, studioJobs } from '#modules/studio/server/index.ts'
import { proveLetters } from '#platform/rendering/provenLetters.ts'
import { taskJobs, taskReactions } from '#modules/tasks/server/index.ts'
import { LARGEST_BODY, PHOTO_BODY } from '#platform/web/bodyLimit.ts'
import { webhookReactions } from '#platform/webhooks/fanOut.ts'
import type { Edition } from './edition.ts'

const events = [
  ...PEOPLE_EVENTS,
  ...PLACE_EVENTS,
  ...ELECTION_EVENTS,
  ...TASK_EVENTS,
  ...OUTREACH_EVENTS,
  ...LEARNING_EVENTS,
  ...CAMP_EVENTS,
  ...CREDENTIAL_EVENTS,
  ...STUDIO_EVENTS,
  ...CHANNEL_EVENTS,
  ...CAMPAIGN_EVENTS,
]
/** Every room's rules in one gate; the jobs and the pages ask the same one. */
const releaseRules = [...outreachRules, ...electionRules]

/** The volunteer force. */
export const organisation: Edition = {
  name: 'organisation',
  rooms: [
    'places',
    'elections',
    'links',
    'people',
    'tasks',
    'outreach',
    'coverage',
    'credentials',
    'learning',
    'events',
    'studio',
    'campaigns',
    'channels',
  ],
  doors: [
    '/(public)',
    '/(volunteer)',
    '/(coordinator)',
    '/(desk)',
    '/(event)',
    '/(organisation)',
    '/(platform)',
    '/api/coverage',
    '/api/me',
    '/api/v1/me',
    '/api/v1/people',
    '/api/v1/places',
    '/api/v1/offices',
    '/api/v1/wings',
    '/api/v1/ranks',
    '/api/v1/coverage',
    '/api/v1/tasks',
    '/api/v1/events',
    '/api/v1/tracks',
    '/api/v1/openapi.json',
  ],
  // A report, a practical task and a lesson's block may carry a photo or a short film; a list of people, a plan of places or what was certified is read piece by piece.
  bodies: {
    '/(volunteer)/tasks/[id]': PHOTO_BODY,
    '/(volunteer)/sync': PHOTO_BODY,
    '/(volunteer)/stories': PHOTO_BODY,
    '/(volunteer)/learn/[lesson]': PHOTO_BODY,
    '/(desk)/courses/[version]': PHOTO_BODY,
    '/(desk)/studio/media': LARGEST_BODY,
    '/(event)/events/[id]': PHOTO_BODY,
    '/(coordinator)/elections/certificates': LARGEST_BODY,
    '/(coordinator)/people/import': LARGEST_BODY,
    '/(coordinator)/places/restructure': PHOTO_BODY,
    '/(coordinator)/places/restructure/[id]': PHOTO_BODY,
  },
  start: '/today',
  worksOffline: true,
  events,
  reactions: [
    ...peopleWork.reactions,
    ...taskReactions,
    ...outreachReactions,
    ...credentialReactions,
    ...learningReactions,
    ...eventReactions,
    ...linkReactions,
    ...studioReactions,
    ...campaignReactions,
    ...channelReactions,
    ...webhookReactions(events),
  ],
  jobs: [
    ...peopleWork.jobs,
    ...taskJobs,
    ...outreachJobs(releaseRules),
    ...eventJobs,
    ...studioJobs,
    ...linkJobs,
    ...channelJobs(releaseRules),
    ...campaignJobs(releaseRules),
  ],
  inFront: shortLinks,
  selfTests: [proveLetters],
  releaseRules,
}
