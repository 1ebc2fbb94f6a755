/** On a kit's page: own words kept on the phone, what will be shared shown as it is written, and the phone's own sheet. Everything works without it. */
import { shareKit } from './shareKit.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-kit]')) shareKit(form)
