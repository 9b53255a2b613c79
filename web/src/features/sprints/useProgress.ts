import { onScopeDispose, ref } from 'vue'
import type { Page, Sprint } from '@/api'
import { live } from '@/live/live'
import { readPage } from '@/store/read'
import { sprints } from '@/store/store'

/** A burst of changes is counted once. */
const PAUSE = 700
const TELLING = /-(created|deleted|restored|moved)$/

/** Calls again, a moment after cards have been added, moved or deleted by anybody. */
export function useCardChanges(changed: () => void) {
  let timer = 0
  onScopeDispose(
    live.listen({
      onChanges(changes) {
        const tells = changes.some(
          (it) => it.kind === 'task' && (TELLING.test(it.event) || 'status' in it.changes || 'sprint' in it.changes),
        )
        if (!tells || timer) return
        timer = window.setTimeout(() => {
          timer = 0
          changed()
        }, PAUSE)
      },
    }),
  )
  onScopeDispose(() => clearTimeout(timer))
}

/** Keeps `open` and `done` of sprints right: they are counted in lists only, and no change of a sprint tells them. */
export function useProgress() {
  const failed = ref(false)

  async function read() {
    try {
      let cursor: string | null = null
      do {
        const page: Page<Sprint> = await readPage(sprints, '/api/sprints', { limit: 100, cursor })
        cursor = page.next
      } while (cursor)
      failed.value = false
    } catch {
      failed.value = true // the old counts stay; what is wrong with the line is told by the shell
    }
  }

  useCardChanges(() => void read())
  return { failed, read }
}
