import { computed, ref, watch, type Ref } from 'vue'
import { perform } from '@/acts/acts'
import { http, type Post } from '@/api'
import { m } from '@/i18n'
import { live } from '@/live/live'
import { session } from '@/session/session'
import { posts } from '@/store/store'

/** One post, live; read if no list has shown it yet. */
export function usePost(id: Ref<string>) {
  const post = computed(() => posts.get(id.value))
  const failure = ref<unknown>(null)
  const mayChange = computed(
    () => !!post.value && (post.value.author === session.username.value || session.isAdmin.value),
  )

  async function read() {
    failure.value = null
    try {
      const { data } = await http.call<Post>('GET', `/api/posts/${encodeURIComponent(id.value)}`)
      posts.put(data)
      live.start()
    } catch (problem) {
      if (!post.value) failure.value = problem
    }
  }

  function remove() {
    const it = post.value!
    return perform({
      says: m.value.posts.deleted(it.title),
      writes: [{ op: 'delete', kind: 'post', id: it.id, ifMatch: it.revision }],
    })
  }

  watch(id, () => void read(), { immediate: true })
  return { post, failure, mayChange, read, remove }
}
