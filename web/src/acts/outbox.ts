import { computed, shallowReactive, shallowRef, watch } from 'vue'
import { online, Refusal, type Problem } from '@/api'
import { kept } from '@/kept/kept'
import { collectionOf } from '@/store/store'
import type { Entity } from '@/store/collection'
import { sendAll, type Sent } from './send'
import { inverse, isNew, type Fields, type Write } from './write'

/** One act of the person: its writes are shown, sent and taken back together. */
export interface Entry {
  id: string
  /** In the person's language, for the list of what waits. */
  says: string
  at: number
  writes: Write[]
}

export type Outcome =
  | { state: 'done'; entities: (Entity | undefined)[]; inverses: Write[] }
  | { state: 'refused'; problem: Problem; write: Write }
  /** The line is down: it will be sent when that is back. */
  | { state: 'waiting' }

/** A write that the service refused, and that nobody was there to be told of, or that lost a race. */
export interface Refused {
  entry: Entry
  write: Write
  problem: Problem
}

const FIRST_PAUSE = 1000
const LONGEST_PAUSE = 30_000
const PREFIX = 'outbox/'

const entries = shallowReactive<Entry[]>([])
const failed = shallowReactive<Refused[]>([])
/** Who waits for the first word on an entry, and who for the last. */
const first = new Map<string, (outcome: Outcome) => void>()
const last = new Map<string, (outcome: Outcome) => void>()
const realIds = new Map<string, string>()
const stalled = shallowRef(false)
let draining = false
let sending: string | null = null
let retry = 0
let failures = 0

/** What waits to be sent, and what could not be: shown, never dropped. */
export const outbox = {
  entries: entries as readonly Entry[],
  failed: failed as readonly Refused[],
  /** Writes wait because the service cannot be reached. */
  stalled: computed(() => stalled.value && entries.length > 0),
  put,
  cancel,
  dismiss(refused: Refused) {
    const at = failed.indexOf(refused)
    if (at >= 0) failed.splice(at, 1)
  },
  report: (refused: Refused) => void failed.push(refused),
  /** The id that the service gave for one of ours, once it has. */
  realId: (id: string): string => realIds.get(id) ?? id,
  wake,
  load,
  clear() {
    entries.length = 0
    failed.length = 0
    first.clear()
    last.clear()
  },
}

/**
 * Shows what is written at once, keeps it, and sends it after what was written before. `answered` may say that it waits;
 * `settled` only what became of it in the end.
 */
function put(entry: Entry): { answered: Promise<Outcome>; settled: Promise<Outcome> } {
  entries.push(entry)
  show(entry)
  void kept.set(PREFIX + entry.id, entry)
  const answered = new Promise<Outcome>((resolve) => first.set(entry.id, resolve))
  const settled = new Promise<Outcome>((resolve) => last.set(entry.id, resolve))
  void drain()
  return { answered, settled }
}

/** Takes back what has not been sent yet. False if it has, or is on its way. */
function cancel(id: string): boolean {
  const at = entries.findIndex((entry) => entry.id === id)
  if (at < 0 || sending === id) return false
  const [entry] = entries.splice(at, 1)
  for (const { kind, id: shownAs } of entry!.writes) collectionOf(kind).settle(shownAs, id)
  first.delete(id)
  last.delete(id)
  void kept.remove(PREFIX + id)
  return true
}

function show({ id: key, writes }: Entry) {
  for (const write of writes) {
    const collection = collectionOf(write.kind)
    if (write.op === 'delete') collection.overlay(write.id, key, null)
    else if (write.op === 'create')
      collection.overlay(write.id, key, { ...write.body, ...write.shows, id: write.id, revision: 0 } as Entity)
    else if (write.op === 'patch') collection.overlay(write.id, key, write.body as Partial<Entity>)
    else if (write.op === 'revert') collection.overlay(write.id, key, (write.shows ?? {}) as Partial<Entity>)
    else if (write.op === 'move')
      collection.overlay(write.id, key, (write.shows ?? pick(write.body)) as Partial<Entity>)
  }
}

function pick({ status, sprint }: Fields): Fields {
  return { ...(status === undefined ? {} : { status }), ...(sprint === undefined ? {} : { sprint }) }
}

async function drain() {
  if (draining) return
  draining = true
  clearTimeout(retry)
  try {
    for (let entry = entries[0]; entry; entry = entries[0]) {
      const writes = entry.writes.map(withRealIds)
      const before = writes.map(({ kind, id }) => collectionOf(kind).known(id))
      sending = entry.id
      settle(entry, writes, before, await sendAll(writes))
      failures = 0
      stalled.value = false
    }
  } catch (failure) {
    stalled.value = true
    for (const entry of entries) answer(entry, { state: 'waiting' }, first)
    const asked = failure instanceof Refusal && failure.problem.status === 429 ? 5000 : 0
    retry = window.setTimeout(wake, asked || Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures))
    failures += 1
  } finally {
    draining = false
    sending = null
  }
}

/** What was written about something that had no id yet names it now. */
function withRealIds(write: Write): Write {
  const renamed = { ...write, id: write.op === 'create' ? write.id : (realIds.get(write.id) ?? write.id) }
  if (renamed.op !== 'move' && renamed.op !== 'patch') return renamed
  const body = Object.fromEntries(
    Object.entries(renamed.body).map(([field, value]) => [
      field,
      typeof value === 'string' && isNew(value) ? (realIds.get(value) ?? value) : value,
    ]),
  )
  return { ...renamed, body }
}

function settle(entry: Entry, writes: Write[], before: (Entity | undefined)[], sent: Sent[]) {
  const heard = first.has(entry.id)
  const inverses: Write[] = []
  const problems: Refused[] = []
  writes.forEach((write, at) => {
    const result = sent[at]!
    const shownAs = entry.writes[at]!.id
    const collection = collectionOf(write.kind)
    if (result.ok && write.op === 'create' && result.entity) realIds.set(write.id, result.entity.id)
    if (result.ok && write.op === 'delete') collection.remove(write.id, (before[at]?.revision ?? 0) + 1)
    if (result.ok && result.entity) collection.put(result.entity)
    collection.settle(shownAs, entry.id)
    if (!result.ok) return problems.push({ entry, write, problem: result.problem })
    if (result.entity) rebase(write, result.entity.revision)
    const back = inverse(write, before[at], result.entity)
    if (back) inverses.unshift(back)
    return undefined
  })
  entries.shift()
  void kept.remove(PREFIX + entry.id)
  const [problem] = problems
  const told = heard && writes.length === 1 // then the one who asked shows it
  if (!told) failed.push(...problems)
  const outcome: Outcome =
    problem && writes.length === 1
      ? { state: 'refused', problem: problem.problem, write: problem.write }
      : { state: 'done', entities: sent.map((it) => (it.ok ? it.entity : undefined)), inverses }
  answer(entry, outcome, first)
  answer(entry, outcome, last)
}

/**
 * What waits behind a write of ours was written by somebody who knew that one: it is no race that one loses against
 * oneself. Not if somebody else wrote between, whose change was not seen.
 */
function rebase(done: Write, revision: number) {
  if (!('ifMatch' in done) || done.ifMatch !== revision - 1) return
  for (const { writes } of entries)
    for (const write of writes)
      if (write !== done && write.id === done.id && 'ifMatch' in write && write.ifMatch === done.ifMatch)
        write.ifMatch = revision
}

function answer(entry: Entry, outcome: Outcome, to: typeof first) {
  to.get(entry.id)?.(outcome)
  to.delete(entry.id)
}

/** Tries again now. */
function wake() {
  if (entries.length) void drain()
}

/** What waited when the page was left. To send something twice does no harm: creations have their keys. */
async function load() {
  const keys = await kept.keys(PREFIX)
  const left = await Promise.all(keys.map((key) => kept.get<Entry>(key)))
  const known = new Set(entries.map(({ id }) => id))
  const old = left.filter((entry): entry is Entry => !!entry && !known.has(entry.id)).sort((a, b) => a.at - b.at)
  entries.unshift(...old)
  old.forEach(show)
  wake()
}

watch(online, (isOnline) => isOnline && wake())
