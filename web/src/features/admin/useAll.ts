import { ref, type Ref } from 'vue'
import { http, type Page } from '@/api'

/** All pages of a list that no feed tells of; `read` again shows the old rows until the new ones are there. */
export function useAll<T>(path: string) {
  const rows: Ref<T[] | null> = ref(null)
  const failure = ref<unknown>(null)

  async function read() {
    try {
      const found: T[] = []
      let cursor: string | null = null
      do {
        const { data }: { data: Page<T> } = await http.call<Page<T>>('GET', path, { query: { limit: 100, cursor } })
        found.push(...data.results)
        cursor = data.next
      } while (cursor)
      rows.value = found
      failure.value = null
    } catch (problem) {
      failure.value = problem
    }
  }

  void read()
  return { rows, failure, read }
}
