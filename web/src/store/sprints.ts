import { computed, ref } from 'vue'
import { Unreachable, type Sprint } from '@/api'
import { today } from '@/i18n/format'
import { fromMemory, keepSeen, recallSeen } from '@/kept/seen'
import { preferences } from '@/session/preferences'
import { onReset } from './feed'
import { readPage } from './read'
import { sprints } from './store'

const state = ref<'unread' | 'reading' | 'read' | 'failed'>('unread')
const failure = ref<unknown>(null)
let reading: Promise<void> | null = null

async function read() {
  state.value = 'reading'
  try {
    let cursor: string | null = null
    do {
      const page: { next: string | null } = await readPage(sprints, '/api/sprints', { limit: 100, cursor })
      cursor = page.next
    } while (cursor)
    state.value = 'read'
    void keepSeen(
      'sprints',
      [...sprints.values()].filter(({ revision }) => revision > 0),
    )
  } catch (problem) {
    reading = null
    if (problem instanceof Unreachable && (await recall())) return
    failure.value = problem
    state.value = 'failed'
  }
}

/** As they were seen last, while the line is down. */
async function recall(): Promise<boolean> {
  const seen = await recallSeen<Sprint[]>('sprints')
  if (!seen) return false
  fromMemory.value = true
  sprints.putAll(seen.value)
  state.value = 'read'
  return true
}

onReset(() => void (reading = state.value === 'unread' ? null : read()))

const inOrder = computed(() =>
  [...sprints.all()].sort((a, b) => (a.end < b.end ? -1 : a.end > b.end ? 1 : a.id < b.id ? -1 : 1)),
)

/** The sprint to look at: the last one looked at, else the one that is on, else the next, else the last. */
const current = computed<Sprint | undefined>(() => {
  const all = inOrder.value
  const now = today()
  return (
    all.find((sprint) => sprint.id === preferences.sprint) ??
    all.find((sprint) => sprint.end >= now && (sprint.start ?? '') <= now) ??
    all.find((sprint) => sprint.end >= now) ??
    all.at(-1)
  )
})

/** All sprints by their end; read once, and kept by the feed. */
export function useSprints() {
  reading ??= read()
  return { inOrder, current, state, failure, retry: () => void (reading = read()), read: reading }
}

export function forgetSprints() {
  reading = null
  state.value = 'unread'
}
