import { shallowRef } from 'vue'
import { http, type Page } from '@/api'
import { tasks } from '@/store/store'

interface Label {
  label: string
  count: number
}

const labels = shallowRef<readonly Label[]>([])

/** The labels of the cards that are known here, for a service that cannot be asked or reached. */
function fromCards(): Label[] {
  const counts = new Map<string, number>()
  for (const card of tasks.values()) for (const label of card.labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true }))
}

async function load() {
  labels.value = fromCards()
  try {
    const all: Label[] = []
    let cursor: string | null = null
    do {
      const { data }: { data: Page<Label> } = await http.call<Page<Label>>('GET', '/api/labels', {
        query: { limit: 100, cursor },
      })
      all.push(...data.results)
      cursor = data.next
    } while (cursor && all.length < 1000)
    labels.value = all
  } catch {
    // What is known here is enough to choose from.
  }
}

/** All labels of the board, to choose from. */
export function useLabels() {
  return { labels, load }
}
