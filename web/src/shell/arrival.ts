import { announce } from '@/ui/announcer'

let arrived = ''

/**
 * After a change of screens the focus would be lost: it goes to the heading, which a screen reader then reads. Not at
 * the first screen, where the browser begins at the top by itself.
 */
export function focusOnArrival(heading: HTMLElement | null, path: string) {
  if (arrived && arrived !== path && heading) {
    heading.focus({ preventScroll: true })
    announce(heading.textContent ?? '')
  }
  arrived = path
}
