import { computed, onScopeDispose, ref } from 'vue'
import { perform } from '@/acts/acts'
import { newId } from '@/acts/write'
import type { Tweet } from '@/api'
import { m } from '@/i18n'
import { live } from '@/live/live'
import { session } from '@/session/session'
import { onReset, want } from '@/store/feed'
import { useGroups } from '@/store/groups'
import { readPage } from '@/store/read'
import { tweets } from '@/store/store'

const PAGE = 40
/** What others write is marked this long, in milliseconds. */
const MARKED = 2500

/** As many code points as a message may have. */
export const MOST = 280
export const lengthOf = (text: string) => [...text].length

/** The stream of messages, the newest first, live. */
export function useTweets() {
  const state = ref<'reading' | 'read' | 'failed'>('reading')
  const failure = ref<unknown>(null)
  const next = ref<string | null>(null)
  const fresh = ref<ReadonlySet<string>>(new Set())
  /** Nothing older is shown, as there may be some between that were not read. */
  const horizon = ref('')

  const groups = useGroups<Tweet, 'all'>(tweets, {
    groupOf: computed(() => {
      const from = horizon.value
      return (tweet: Tweet) => ((tweet.created_at ?? '9') >= from ? 'all' : null)
    }),
    compare: (a, b) => order(b).localeCompare(order(a)),
  })

  async function read(cursor: string | null = null) {
    state.value = 'reading'
    try {
      const page = await readPage(tweets, '/api/tweets', { limit: PAGE, cursor })
      next.value = page.next
      horizon.value = page.next ? (page.results.at(-1)?.created_at ?? '') : ''
      state.value = 'read'
    } catch (problem) {
      failure.value = problem
      state.value = 'failed'
    }
  }

  function mark(id: string) {
    fresh.value = new Set([...fresh.value, id])
    setTimeout(() => (fresh.value = new Set([...fresh.value].filter((it) => it !== id))), MARKED)
  }

  function post(text: string) {
    const now = new Date().toISOString()
    return perform({
      says: m.value.tweets.posted,
      writes: [
        {
          op: 'create',
          kind: 'tweet',
          id: newId(),
          body: { text },
          shows: { author: session.username.value, created_at: now },
        },
      ],
    })
  }

  function remove(tweet: Tweet) {
    return perform({
      says: m.value.tweets.deleted,
      writes: [{ op: 'delete', kind: 'tweet', id: tweet.id, ifMatch: tweet.revision }],
    })
  }

  const mayDelete = (tweet: Tweet) =>
    tweet.revision > 0 && (tweet.author === session.username.value || session.isAdmin.value)

  onScopeDispose(
    live.listen({
      onChanges(changes) {
        for (const { kind, event, id, by } of changes)
          if (kind === 'tweet' && event === 'tweet-created' && by !== session.username.value) mark(id)
      },
    }),
  )
  onScopeDispose(want((change) => change.kind === 'tweet' && /-(restored|created)$/.test(change.event)))
  onScopeDispose(onReset(() => void read()))
  void read()

  return { ids: () => groups.ids('all'), state, failure, next, fresh, read, post, remove, mayDelete }
}

/** What is not sent yet is the newest. */
const order = (tweet: Tweet) => (tweet.revision === 0 ? `~${tweet.created_at}` : tweet.created_at)
