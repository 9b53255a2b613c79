import { computed, reactive, shallowRef } from 'vue'
import { perform } from '@/acts/acts'
import { outbox, type Refused } from '@/acts/outbox'
import type { Fields, Write } from '@/acts/write'
import type { Conflict } from '@/api'
import { m } from '@/i18n'
import { collectionOf } from '@/store/store'

export type Choice = 'theirs' | 'yours' | 'both' | 'edit'

export interface Lost extends Conflict {
  name: string
  /** How it can be written anew, if it can. */
  input: 'text' | 'lines' | 'date' | null
  choice: Choice
  /** Both changes in one, for texts that were changed at different places. */
  both: string | null
  text: string
}

const INPUTS: Record<string, Lost['input']> = {
  name: 'lines',
  title: 'lines',
  description: 'text',
  content: 'text',
  due: 'date',
  started: 'date',
  completed: 'date',
  start: 'date',
  end: 'date',
}

const inWords = (value: unknown) => (typeof value === 'string' ? value : '')

/** Two people changed one field: what it was, what became of it, and what it shall be. */
export function useConflict(refused: Refused) {
  const { write, problem, entry } = refused
  const fields = reactive<Lost[]>([])
  const ready = shallowRef(false)
  const who = problem.conflicts?.find((it) => it.by)?.by

  async function prepare() {
    const { merged } = await import('@/text/merge')
    for (const conflict of problem.conflicts ?? []) {
      if (conflict.field === 'order') continue
      const input = INPUTS[conflict.field] ?? null
      const { base, yours, theirs } = conflict
      const both = input === 'text' || input === 'lines' ? merged(inWords(base), inWords(yours), inWords(theirs)) : null
      fields.push({
        ...conflict,
        name:
          m.value.card.fields[conflict.field as 'name'] ??
          m.value.card.conflict.fields[conflict.field] ??
          conflict.field,
        input,
        choice: both === null ? 'yours' : 'both',
        both,
        text: both ?? inWords(yours),
      })
    }
    ready.value = true
  }
  void prepare()

  function chosen(field: Lost): unknown {
    if (field.choice === 'theirs') return field.theirs
    if (field.choice === 'yours') return field.yours
    if (field.choice === 'both') return field.both
    return field.input === 'date' && !field.text ? null : field.text
  }

  /** What is to be written now: by somebody who has seen theirs. Nothing, if theirs shall stay and nothing else was changed. */
  function again(): Write | null {
    const ifMatch = problem.revision ?? collectionOf(write.kind).known(write.id)?.revision
    const seen = ifMatch === undefined ? {} : { ifMatch }
    if (write.op === 'delete') return { ...write, ...seen }
    if (write.op === 'move') return fields.some(({ choice }) => choice === 'theirs') ? null : { ...write, ...seen }
    if (write.op !== 'patch' && write.op !== 'revert') return null
    const wanted: Fields = { ...(write.op === 'patch' ? write.body : write.shows) }
    for (const field of fields) wanted[field.field] = chosen(field) ?? null
    const theirs = new Map(fields.map((field) => [field.field, field.theirs ?? null]))
    const body = Object.fromEntries(
      Object.entries(wanted).filter(
        ([field, value]) =>
          !(theirs.has(field) && JSON.stringify(value) === JSON.stringify(theirs.get(field))) &&
          !(write.op === 'revert' && field === 'order'),
      ),
    )
    return Object.keys(body).length ? { op: 'patch', kind: write.kind, id: write.id, body, ...seen } : null
  }

  function save() {
    const next = again()
    outbox.dismiss(refused)
    if (next) void perform({ says: entry.says || m.value.card.conflict.saved, writes: [next] })
  }

  return {
    fields,
    ready,
    who,
    isDelete: write.op === 'delete',
    isMove: write.op === 'move',
    canSave: computed(() =>
      fields.every((field) => field.choice !== 'edit' || field.input !== 'lines' || field.text.trim()),
    ),
    save,
    forget: () => outbox.dismiss(refused),
  }
}
