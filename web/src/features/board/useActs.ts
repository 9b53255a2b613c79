import { type Ref } from 'vue'
import { perform } from '@/acts/acts'
import { newId, type Write } from '@/acts/write'
import { http, type Card, type Page, type Priority, type TaskStatus } from '@/api'
import { m } from '@/i18n'
import type { Scope } from '@/store/boards'
import type { Groups } from '@/store/groups'
import { usePeople } from '@/store/people'
import { sprints, tasks } from '@/store/store'
import { keyOf, nameOfLane, type Cell, type Grouping } from './cells'
import type { Filter } from './filters'
import { movesTo, patchOf, type Place } from './places'

/** As many lines as one paste may make cards of. */
export const MOST_PASTED = 100
const LONGEST_NAME = 200

interface Options {
  scope: Ref<Scope | undefined>
  columns: Groups<Card, string>
  grouping: Ref<Grouping>
  filter: Ref<Filter>
}

/** What a person can do with cards of a board. Each is one act, with one undo. */
export function useActs({ scope, columns, grouping, filter }: Options) {
  const { nameOf } = usePeople()
  const cards = (ids: readonly string[]) => ids.map((id) => tasks.peek(id)).filter((card): card is Card => !!card)

  /** Puts cards at a place of this board. False if they stand there already. */
  function put(ids: readonly string[], place: Place): boolean {
    const moved = cards(ids)
    const writes = movesTo(place, moved, {
      scope: scope.value ?? null,
      grouping: grouping.value,
      ids: columns.ids(keyOf(place)),
      card: tasks.peek,
    })
    if (!writes.length) return false
    const within = moved.every(({ status }) => status === place.status)
    const column = m.value.status[place.status]
    const says = within ? m.value.board.reordered : m.value.board.moved(column)
    void perform({ says: moved.length > 1 ? m.value.board.movedMany(moved.length, column) : says, writes })
    return true
  }

  /** To the top or the end of a column of any sprint (or of the backlog: null). */
  async function send(ids: readonly string[], sprint: Scope, status: TaskStatus, end: 'top' | 'end') {
    const moved = cards(ids)
    if (!moved.length) return
    const first = end === 'top' ? await firstOf(sprint, status, new Set(ids)) : null
    let previous: string | null = null
    const writes = moved.map((card): Write => {
      const beside = previous ? { after: previous } : first ? { before: first } : {}
      previous = card.id
      const body = { status, ...(card.sprint === sprint ? {} : { sprint }) }
      return { op: 'move', kind: 'task', id: card.id, body: { ...body, ...beside }, shows: body }
    })
    const where = sprint === null ? m.value.board.backlogTitle : (sprints.peek(sprint)?.name ?? '')
    const says = m.value.board.sent(moved.length, where, m.value.status[status])
    await perform({ says, writes })
  }

  async function firstOf(sprint: Scope, status: TaskStatus, moved: ReadonlySet<string>): Promise<string | null> {
    const where = sprint === null ? { backlog: true } : { sprint }
    try {
      const { data } = await http.call<Page<Card>>('GET', '/api/board', {
        query: { ...where, status, limit: moved.size + 1 },
      })
      return data.results.find(({ id }) => !moved.has(id))?.id ?? null
    } catch {
      return null // without a line the card waits, and goes to the end
    }
  }

  function assign(ids: readonly string[], username: string | null) {
    const changed = cards(ids).filter((card) => card.assigned !== username)
    const says = username ? m.value.board.assigned(changed.length, nameOf(username)) : m.value.board.unassignedDone
    if (changed.length) void perform({ says, writes: changed.map((card) => patchOf(card, { assigned: username })) })
  }

  function label(ids: readonly string[], add: readonly string[], remove: readonly string[]) {
    const writes = cards(ids).flatMap((card) => {
      const labels = [...new Set([...card.labels.filter((it) => !remove.includes(it)), ...add])]
      const same = labels.length === card.labels.length && labels.every((it) => card.labels.includes(it))
      return same ? [] : [patchOf(card, { labels })]
    })
    if (writes.length) void perform({ says: m.value.board.labelled(writes.length), writes })
  }

  function prioritize(ids: readonly string[], priority: Priority) {
    const changed = cards(ids).filter((card) => (card.priority ?? 'normal') !== priority)
    const says = m.value.board.prioritized(changed.length, m.value.priority[priority])
    if (changed.length) void perform({ says, writes: changed.map((card) => patchOf(card, { priority })) })
  }

  function remove(ids: readonly string[]) {
    const writes = cards(ids).map(({ id, revision }): Write => ({ op: 'delete', kind: 'task', id, ifMatch: revision }))
    if (writes.length) void perform({ says: m.value.board.deleted(writes.length), writes })
  }

  /** New cards at the end of a cell, with what the lane and the filter say of them, so that they can be seen. */
  function create(names: readonly string[], cell: Cell) {
    const ids = columns.ids(keyOf(cell))
    const end = tasks.peek(ids.at(-1) ?? '')?.order ?? 0
    const fields = fieldsIn(cell)
    const writes = names.map((name, at): Write => {
      const body = { name: name.slice(0, LONGEST_NAME), sprint: scope.value ?? null, status: cell.status, ...fields }
      return { op: 'create', kind: 'task', id: newId(), body, shows: { ...BLANK, ...fields, order: end + 1 + at } }
    })
    void perform({ says: m.value.board.addedMany(names.length), writes, quiet: names.length === 1 })
  }

  function fieldsIn({ lane }: Cell): Partial<Card> {
    const name = nameOfLane(lane)
    const { who, labels, unassigned, unlabelled } = filter.value
    const assigned = grouping.value === 'person' ? name : !unassigned && who.length === 1 ? who[0]! : null
    const label = grouping.value === 'label' ? name : !unlabelled && labels.length === 1 ? labels[0]! : null
    return { ...(assigned ? { assigned } : {}), ...(label ? { labels: [label] } : {}) }
  }

  return { put, send, assign, label, prioritize, remove, create }
}

/** What a new card is like until the service has answered. */
const BLANK = {
  assigned: null,
  started: null,
  due: null,
  completed: null,
  remind_at: null,
  labels: [],
  created_by: '',
  created_at: '',
  updated_at: '',
}

export type BoardActs = ReturnType<typeof useActs>
