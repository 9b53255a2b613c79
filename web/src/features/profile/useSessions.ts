import { ref } from 'vue'
import { http, type Page } from '@/api'
import type { components } from '@schema'

export type OneSession = components['schemas']['Session']

/** Where the person is signed in, this one first. */
export function useSessions() {
  const sessions = ref<OneSession[] | null>(null)
  const failure = ref<unknown>(null)

  async function read() {
    failure.value = null
    try {
      const found: OneSession[] = []
      let cursor: string | null = null
      do {
        const { data }: { data: Page<OneSession> } = await http.call('GET', '/auth/sessions', {
          query: { limit: 100, cursor },
        })
        found.push(...data.results)
        cursor = data.next
      } while (cursor)
      sessions.value = found.sort(
        (a, b) => Number(b.current) - Number(a.current) || b.last_used_at.localeCompare(a.last_used_at),
      )
    } catch (problem) {
      failure.value = problem
    }
  }

  async function end(id: string) {
    await http.call('DELETE', `/auth/sessions/${encodeURIComponent(id)}`)
    sessions.value = sessions.value?.filter((it) => it.id !== id) ?? null
  }

  void read()
  return { sessions, failure, read, end }
}
