import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'
import { http, type Page, type Post } from '@/api'
import { onReset, want } from '@/store/feed'
import { useGroups } from '@/store/groups'
import { readPage } from '@/store/read'
import { posts } from '@/store/store'

const PAGE = 20
const PAUSE = 250

/** Posts, the newest first and live; or those that have all the words that are looked for. */
export function usePosts(words: Ref<string>) {
  const state = ref<'reading' | 'read' | 'failed'>('reading')
  const failure = ref<unknown>(null)
  const next = ref<string | null>(null)
  const found = ref<string[] | null>(null)
  /** Nothing older is shown, as there may be some between that were not read. */
  const horizon = ref('')
  let reading = new AbortController()
  let timer = 0

  const groups = useGroups<Post, 'all'>(posts, {
    groupOf: computed(() => {
      const from = horizon.value
      return (post: Post) => ((post.created_at ?? '~') >= from ? 'all' : null)
    }),
    compare: (a, b) => (b.created_at ?? '~').localeCompare(a.created_at ?? '~'),
  })
  const ids = computed(() => (found.value ? found.value.filter((id) => posts.get(id)) : groups.ids('all')))

  async function read(cursor: string | null = null) {
    reading.abort()
    const { signal } = (reading = new AbortController())
    state.value = 'reading'
    const q = words.value.trim()
    try {
      const page: Page<Post> = q
        ? (await http.call<Page<Post>>('GET', '/api/posts', { query: { q, limit: PAGE, cursor }, signal })).data
        : await readPage(posts, '/api/posts', { limit: PAGE, cursor }, signal)
      posts.putAll(page.results)
      next.value = page.next
      if (!q) horizon.value = page.next ? (page.results.at(-1)?.created_at ?? '') : ''
      const shown = page.results.map(({ id }) => id)
      found.value = q ? [...((cursor && found.value) || []), ...shown] : null
      state.value = 'read'
    } catch (problem) {
      if (signal.aborted) return
      failure.value = problem
      state.value = 'failed'
    }
  }

  watch(words, () => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void read(), PAUSE)
  })
  onScopeDispose(want((change) => change.kind === 'post' && change.event === 'post-restored'))
  onScopeDispose(onReset(() => void read()))
  onScopeDispose(() => {
    clearTimeout(timer)
    reading.abort()
  })
  void read()

  return { ids, state, failure, next, read }
}
