import type { Change } from '@/api'
import { m } from '@/i18n'
import { day, list } from '@/i18n/format'
import { valueText } from './values'

/** An event of a card's history. */
export type Step = Pick<Change, 'revision' | 'event' | 'at' | 'by' | 'changes'>

interface Turn {
  from?: unknown
  to?: unknown
}

/** What happened in one step, as a sentence: "Ben moved it to Testing and assigned it to Anna". */
export function sentence(step: Step, nameOf: (username: string) => string): string {
  const { history } = m.value.card
  const who = nameOf(step.by)
  if (step.event === 'task-created') return history.created(who)
  if (step.event === 'task-deleted') return history.deleted(who)
  const phrases = phrasesOf(step, nameOf)
  if (step.event === 'task-restored') return history.restored(who)
  return phrases.length ? history.did(who, phrases) : history.did(who, [history.touched])
}

function phrasesOf(step: Step, nameOf: (username: string) => string): string[] {
  const { changes } = step
  const { history } = m.value.card
  const phrases: string[] = []
  for (const field of ORDER) {
    const turn = changes[field]
    if (turn) phrases.push(...(TELL[field]?.(turn, step, nameOf) ?? []))
  }
  if (!phrases.length && changes['order']) phrases.push(history.reordered)
  return phrases
}

const ORDER = [
  'name',
  'description',
  'sprint',
  'status',
  'assigned',
  'priority',
  'estimate',
  'due',
  'remind_at',
  'labels',
  'checklist',
  'started',
  'completed',
]

const empty = (value: unknown) => value === null || value === undefined || value === ''

type Teller = (turn: Turn, step: Step, nameOf: (username: string) => string) => string[]

const TELL: Record<string, Teller> = {
  name: ({ from, to }) => [m.value.card.history.renamed(String(from ?? ''), String(to ?? ''))],
  description: ({ from, to }) => {
    const { history } = m.value.card
    const ticked = tickedIn(String(from ?? ''), String(to ?? ''))
    if (ticked) return [ticked.done ? history.ticked(ticked.text) : history.unticked(ticked.text)]
    return [empty(from) ? history.described : empty(to) ? history.undescribed : history.redescribed]
  },
  sprint: ({ to }) => [
    empty(to) ? m.value.card.history.toBacklog : m.value.card.history.toSprint(valueText('sprint', to)),
  ],
  // What goes to the backlog is to do by that.
  status: ({ to }, { changes }) =>
    changes['sprint'] && empty(changes['sprint'].to) ? [] : [m.value.card.history.toColumn(valueText('status', to))],
  assigned: ({ from, to }, { by }, nameOf) => {
    const { history } = m.value.card
    if (empty(to)) return [from === by ? history.leftIt : history.unassigned(nameOf(String(from)))]
    return [to === by ? history.tookIt : history.assigned(nameOf(String(to)))]
  },
  priority: ({ to }) => [m.value.card.history.prioritised(valueText('priority', to ?? 'normal'))],
  estimate: ({ to }) => [
    empty(to) ? m.value.card.history.unestimated : m.value.card.history.estimated(valueText('estimate', to)),
  ],
  due: ({ to }) => [empty(to) ? m.value.card.history.notDue : m.value.card.history.due(day(String(to)))],
  remind_at: ({ to }) => [
    empty(to) ? m.value.card.history.noReminder : m.value.card.history.reminder(valueText('remind_at', to)),
  ],
  labels: ({ from, to }) => {
    const { history } = m.value.card
    const [was, now] = [(from ?? []) as string[], (to ?? []) as string[]]
    const added = now.filter((label) => !was.includes(label))
    const removed = was.filter((label) => !now.includes(label))
    return [
      ...(added.length ? [history.labelled(list(added.map(quoted)), added.length)] : []),
      ...(removed.length ? [history.unlabelled(list(removed.map(quoted)), removed.length)] : []),
    ]
  },
  checklist: () => [m.value.card.history.checklist],
  // They follow a move by themselves.
  started: ({ to }, { changes }) =>
    changes['status']
      ? []
      : [empty(to) ? m.value.card.history.notStarted : m.value.card.history.started(day(String(to)))],
  completed: ({ to }, { changes }) =>
    changes['status']
      ? []
      : [empty(to) ? m.value.card.history.notCompleted : m.value.card.history.completed(day(String(to)))],
}

const quoted = (label: string) => m.value.card.quoted(label)

const TASK = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+\[([ xX])\]\s+(.*)$/

/** The one task that was ticked or not, if nothing else of the text has changed. */
export function tickedIn(was: string, now: string): { text: string; done: boolean } | null {
  if (was.length !== now.length) return null
  const [a, b] = [was.split('\n'), now.split('\n')]
  if (a.length !== b.length) return null
  const different = a.flatMap((line, at) => (line === b[at] ? [] : [at]))
  if (different.length !== 1) return null
  const [from, to] = [TASK.exec(a[different[0]!]!), TASK.exec(b[different[0]!]!)]
  if (!from || !to || from[2] !== to[2]) return null
  return { text: to[2]!.trim(), done: to[1] !== ' ' }
}

/** The texts of which a difference can be seen. */
export function textTurns(step: Step): { field: 'name' | 'description'; was: string; now: string }[] {
  if (step.event === 'task-created' || step.event === 'task-deleted' || step.event === 'task-restored') return []
  return (['description'] as const).flatMap((field) => {
    const turn = step.changes[field]
    return turn ? [{ field, was: String(turn.from ?? ''), now: String(turn.to ?? '') }] : []
  })
}

/** A step that can be taken back by itself. */
export function canUndo(step: Step): boolean {
  return step.revision > 1 && step.event !== 'task-deleted' && step.event !== 'task-restored'
}
