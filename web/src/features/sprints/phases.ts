import type { Sprint } from '@/api'
import { daysBetween } from '@/i18n/format'

export type Phase = 'now' | 'coming' | 'over'
export const PHASES: readonly Phase[] = ['now', 'coming', 'over']

/** Where a sprint stands on a day. One without a start has begun. */
export function phaseOf({ start, end }: Pick<Sprint, 'start' | 'end'>, today: string): Phase {
  if (end < today) return 'over'
  return start && start > today ? 'coming' : 'now'
}

/** Those that are on and to come by their end, those that are over with the last one first. */
export function inPhases(sprints: readonly Sprint[], today: string): Record<Phase, Sprint[]> {
  const phases: Record<Phase, Sprint[]> = { now: [], coming: [], over: [] }
  for (const sprint of sprints) phases[phaseOf(sprint, today)].push(sprint)
  phases.over.reverse()
  return phases
}

/** The share of a sprint's cards that is done, or null where there are none or they are not counted. */
export function shareDone({ open, done }: Pick<Sprint, 'open' | 'done'>): number | null {
  if (open === undefined || done === undefined || open + done === 0) return null
  return done / (open + done)
}

/** How much of a sprint's time is over, today included. */
export function shareOfTime(start: string, end: string, today: string): number {
  const all = daysBetween(start, end) + 1
  return Math.min(1, Math.max(0, (daysBetween(start, today) + 1) / all))
}
