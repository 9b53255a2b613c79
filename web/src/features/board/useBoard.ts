import { computed, nextTick, onScopeDispose, ref, shallowReactive, shallowRef, watch, type Ref } from 'vue'
import { Unreachable, type Card, type TaskStatus } from '@/api'
import { m } from '@/i18n'
import { today } from '@/i18n/format'
import { preferences } from '@/session/preferences'
import { session } from '@/session/session'
import { readBoard, recallBoard, STATUSES, type Scope } from '@/store/boards'
import { onReset, want } from '@/store/feed'
import { useGroups } from '@/store/groups'
import { usePeople } from '@/store/people'
import { tasks } from '@/store/store'
import { announce } from '@/ui/announcer'
import { cellsOf, keyOf, laneOf, lanesOf, NO_LANE } from './cells'
import { provideBoard, type BoardContext, type Held, type Question } from './context'
import { matcher, type Filter } from './filters'
import { useActs } from './useActs'
import { useCounts } from './useCounts'
import { useMarks } from './useMarks'
import { useSelection } from './useSelection'

const inOrder = (a: Card, b: Card) => a.order - b.order
/** Others' changes are told to screen readers so often at most, in milliseconds. */
const QUIET = 4000

interface Options {
  /** A sprint's id, or null for the backlog; undefined shows nothing yet. */
  scope: Ref<Scope | undefined>
  filter: Ref<Filter>
  statuses?: readonly TaskStatus[]
}

/** The cards of a sprint or of the backlog, live, with all that can be done with them; for the parts of a board. */
export function useBoard({ scope, filter, statuses = STATUSES }: Options) {
  const { people, nameOf } = usePeople()
  const grouping = computed(() => (statuses.length > 1 ? preferences.group : 'none'))
  const columns = useGroups<Card, string>(tasks, {
    groupOf: computed(() => {
      const wanted = scope.value
      const by = grouping.value
      const fits = matcher(filter.value, (username) => today(username ? people.get(username)?.time_zone : undefined))
      return (card: Card) =>
        card.sprint === wanted && fits(card) ? keyOf({ status: card.status, lane: laneOf(card, by) }) : null
    }),
    compare: inOrder,
  })
  const lanes = computed(() =>
    grouping.value === 'none' ? [NO_LANE] : lanesOf(columns.keys(), session.username.value),
  )
  const order = () =>
    cellsOf(lanes.value, statuses)
      .flat()
      .flatMap((cell) => [...columns.ids(keyOf(cell))])

  const lists: BoardContext['lists'] = new Set()
  const current = ref<string | null>(null)

  /** Brings a card into view, wherever it is by now, and gives it the focus. */
  async function focusCard(id: string) {
    for (let tries = 0; tries < 5; tries += 1) {
      const group = columns.groupOfId(id)
      const list = [...lists].find(({ cell }) => keyOf(cell) === group)
      list?.reveal(id)
      await nextTick()
      const link = list?.zone()?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"] [data-act=open]`)
      if (link) {
        current.value = id
        return link.focus({ preventScroll: true })
      }
      await new Promise(requestAnimationFrame)
    }
  }

  let spoke = 0
  const marks = useMarks(({ id, by, event, changes }) => {
    const card = tasks.peek(id)
    if (!card || card.sprint !== scope.value || performance.now() - spoke < QUIET) return
    spoke = performance.now()
    const to = event === 'task-moved' && changes['status'] ? m.value.status[card.status] : null
    announce(m.value.board.changedBy(nameOf(by), card.name, to))
  })

  /** Tab reaches the first card until another one has had the focus. */
  watch(
    () => [current.value && columns.groupOfId(current.value), lanes.value, ...statuses.map(firstOf)],
    () => {
      if (current.value && columns.groupOfId(current.value)) return
      current.value = order()[0] ?? null
    },
    { flush: 'post' },
  )
  function firstOf(status: TaskStatus) {
    return columns.ids(keyOf({ status, lane: lanes.value[0] ?? NO_LANE }))[0]
  }

  const menu = shallowRef<BoardContext['menu']['value']>(null)
  const board: BoardContext = {
    scope,
    statuses,
    columns,
    counts: useCounts(scope),
    loading: ref(true),
    filter,
    grouping,
    lanes,
    dense: computed(() => preferences.density === 'dense'),
    current,
    held: shallowRef<Held | null>(null),
    selection: useSelection(order),
    marks,
    acts: useActs({ scope, columns, grouping, filter }),
    lists,
    targets: shallowReactive(new Set()),
    writingIn: ref(null),
    focusCard,
    menu,
    openMenu: (id, anchor) => (menu.value = menu.value?.id === id ? null : { id, anchor }),
    ask: shallowRef<Question | null>(null),
  }
  provideBoard(board)
  onScopeDispose(
    tasks.onShown((id, _, now) => {
      if (!now || now.sprint !== scope.value) board.selection.drop(id)
    }),
  )
  watch(scope, board.selection.clear)
  return { board, ...useReading(scope, columns.together, board.loading) }
}

/** Reads the cards into the store, and follows. */
function useReading(scope: Ref<Scope | undefined>, together: (take: () => void) => void, loading: Ref<boolean>) {
  const failure = ref<unknown>(null)
  /** What is shown is from the browser's memory, of this time. */
  const seenAt = ref<number | null>(null)
  let reading = new AbortController()

  async function load() {
    reading.abort()
    const mine = (reading = new AbortController())
    const wanted = scope.value
    if (wanted === undefined) return
    loading.value = true
    failure.value = null
    const recalled = recallBoard(wanted, together)
    try {
      await readBoard(wanted, together, mine.signal)
      seenAt.value = null
    } catch (problem) {
      if (mine.signal.aborted) return
      seenAt.value = problem instanceof Unreachable ? await recalled : null
      if (seenAt.value === null) failure.value = problem
    }
    loading.value = false
  }

  watch(scope, load, { immediate: true })
  onScopeDispose(onReset(load))
  onScopeDispose(
    want(
      (change) =>
        change.kind === 'task' &&
        (change.event === 'task-restored' ||
          ('sprint' in change.changes && (change.changes['sprint'].to ?? null) === scope.value)),
    ),
  )
  onScopeDispose(() => reading.abort())

  return { failure, seenAt, load }
}
