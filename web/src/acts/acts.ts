import type { Problem } from '@/api'
import { m, problemText } from '@/i18n'
import { toasts } from '@/ui/toasts'
import { outbox, type Outcome } from './outbox'
import { steps, type Step } from './undo'
import { newId, type Write } from './write'

interface Act {
  /** What was done, as a short sentence for the toast: "Moved to Testing". */
  says: string
  writes: Write[]
  /** No toast, as with each key of a text; it can be taken back all the same. */
  quiet?: boolean
  /** Shown where the person is writing instead of by a toast, or tried in another way. True if it was. */
  refused?: (problem: Problem) => boolean
}

/**
 * Does something: shown at once, sent in order, kept while the line is down, taken back by Ctrl-Z. Every change of the
 * board by the person goes through here.
 */
export async function perform(act: Act): Promise<Outcome> {
  const { step, outcome } = begin(act.says, act.writes)
  steps.done(step)
  const toast = act.quiet
    ? null
    : toasts.show({ text: act.says, action: { text: m.value.acts.undo, run: () => undo(step) } })
  return finish(act, step, toast, outcome)
}

function begin(says: string, writes: Write[]) {
  const entry = newId()
  const { answered, settled } = outbox.put({ id: entry, says, at: Date.now(), writes })
  const step: Step = { says, entry, writes: settled.then((it) => (it.state === 'done' ? it.inverses : [])) }
  return { step, outcome: answered }
}

async function finish(act: Act, step: Step, toast: number | null, outcome: Promise<Outcome>) {
  const result = await outcome
  if (result.state !== 'refused') return result
  steps.drop(step)
  if (toast !== null) toasts.dismiss(toast)
  if (act.refused?.(result.problem)) return result
  if (result.problem.code === 'lost-race')
    outbox.report({ entry: { id: '', says: act.says, at: Date.now(), writes: act.writes }, ...result })
  else toasts.show({ text: problemText(result.problem), tone: 'bad' })
  return result
}

/** Takes back the last act, or the one that is given. */
export async function undo(step?: Step): Promise<void> {
  const taken = steps.takeUndo(step)
  if (!taken) return
  await turnRound(taken, m.value.acts.undone(taken.says), steps.undone)
}

export async function redo(): Promise<void> {
  const taken = steps.takeRedo()
  if (taken) await turnRound(taken, m.value.acts.redone(taken.says), steps.redone)
}

async function turnRound(taken: Step, says: string, next: (step: Step) => void) {
  if (outbox.cancel(taken.entry)) {
    toasts.show({ text: says })
    return
  }
  const writes = await taken.writes
  if (!writes.length) return
  const { step, outcome } = begin(taken.says, writes)
  const toast = toasts.show({ text: says })
  const result = await outcome
  if (result.state === 'done') return next(step)
  toasts.dismiss(toast)
  if (result.state === 'refused')
    toasts.show({
      text: result.problem.code === 'lost-race' ? m.value.acts.changedSince : problemText(result.problem),
      tone: 'bad',
    })
}
